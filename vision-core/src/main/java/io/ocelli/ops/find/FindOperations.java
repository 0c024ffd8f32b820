package io.ocelli.ops.find;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Find: faces, people, number plates. */
public final class FindOperations implements OperationGroup {
  @Override
  public String title() {
    return "Find";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Faces.class,
        FaceCrops.class,
        Eyes.class,
        Smiles.class,
        People.class,
        Plates.class,
        PlateCrops.class,
        ReadText.class);
  }
}
