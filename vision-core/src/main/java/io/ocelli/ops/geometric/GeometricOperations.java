package io.ocelli.ops.geometric;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** The operations that move pixels. */
public final class GeometricOperations implements OperationGroup {
  @Override
  public String title() {
    return "Geometry";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Resize.class,
        Thumbnail.class,
        Crop.class,
        Trim.class,
        Pad.class,
        Rotate.class,
        Flip.class,
        Transpose.class,
        Orient.class,
        Shift.class,
        Shear.class,
        Zoom.class,
        Affine.class,
        Perspective.class,
        WarpPolar.class);
  }
}
