package io.ocelli.ops.color;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** The operations on colour. */
public final class ColorOperations implements OperationGroup {
  @Override
  public String title() {
    return "Colour";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(Gray.class);
  }
}
