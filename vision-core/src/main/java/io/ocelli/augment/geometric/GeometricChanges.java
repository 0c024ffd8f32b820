package io.ocelli.augment.geometric;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class GeometricChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Geometry";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(HorizontalFlip.class, VerticalFlip.class, Rotate.class, Shift.class, Zoom.class);
  }
}
