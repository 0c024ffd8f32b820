package io.ocelli.augment.color;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class ColorChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Colour";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(Brightness.class, Contrast.class, Saturation.class);
  }
}
