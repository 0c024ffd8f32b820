package io.ocelli.augment.policy;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class PolicyChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Policies";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(RandAugment.class, TrivialAugment.class, AugMix.class);
  }
}
