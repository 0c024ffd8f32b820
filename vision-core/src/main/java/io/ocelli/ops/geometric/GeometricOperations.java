package io.ocelli.ops.geometric;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Geometry: size, place, shape. */
public final class GeometricOperations implements OperationGroup {
  @Override
  public String title() {
    return "Geometry";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of();
  }
}
