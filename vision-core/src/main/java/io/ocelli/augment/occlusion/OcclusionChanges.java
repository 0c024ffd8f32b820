package io.ocelli.augment.occlusion;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class OcclusionChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Occlusion";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(Cutout.class, RandomErasing.class, GridMask.class, CoarseDropout.class);
  }
}
