package io.ocelli.app.cli;

import io.ocelli.augment.Augmentation;
import java.util.Locale;

/** The named random changes of {@code --augment}. */
enum AugmentPreset {
  /** No change. */
  NONE,
  /** Mirrored left to right half of the time. */
  FLIP,
  /** Mirrored, shifted, turned, zoomed and lit a little differently. */
  LIGHT,
  /** For leaves seen from above: as light, mirrored both ways, turned up to 30 degrees. */
  LEAF;

  Augmentation changes() {
    return switch (this) {
      case NONE -> Augmentation.NONE;
      case FLIP -> new Augmentation(0.5, 0, 0, 0, 0, 0, 0, 0, 0);
      case LIGHT -> Augmentation.light();
      case LEAF -> new Augmentation(0.5, 0.5, 0.1, 30, 0.2, 0.2, 0.15, 0.15, 0);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
