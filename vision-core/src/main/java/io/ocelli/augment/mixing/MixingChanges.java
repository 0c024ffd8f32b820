package io.ocelli.augment.mixing;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class MixingChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Mixing";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(Mixup.class, Cutmix.class, Mosaic.class, CopyPaste.class);
  }
}
