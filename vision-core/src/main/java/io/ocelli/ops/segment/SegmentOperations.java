package io.ocelli.ops.segment;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Segmentation: thresholds, shapes, regions. */
public final class SegmentOperations implements OperationGroup {
  @Override
  public String title() {
    return "Segmentation";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Threshold.class,
        AdaptiveThreshold.class,
        Morphology.class,
        Components.class,
        Contours.class);
  }
}
