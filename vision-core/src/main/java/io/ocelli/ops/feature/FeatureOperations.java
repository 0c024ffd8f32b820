package io.ocelli.ops.feature;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Features: lines, circles, corners, matches, codes. */
public final class FeatureOperations implements OperationGroup {
  @Override
  public String title() {
    return "Features";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Lines.class,
        LineSegments.class,
        Corners.class,
        Fast.class,
        Orb.class,
        Sift.class,
        Match.class,
        Template.class,
        Circles.class,
        Dots.class,
        Documents.class,
        Straighten.class);
  }
}
