package io.ocelli.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Augmentations with a name. */
public enum Preset {
  /** No change. */
  NONE("", "no change"),
  /** Mirrored left to right. */
  FLIP("hflip p=0.5", "mirrored left to right"),
  /** Changes that leave most pictures what they are. */
  LIGHT(
      "hflip p=0.5 | shift max=10% | rotate max=15 | zoom max=1.15 | brightness max=0.15"
          + " | contrast max=0.15 | saturation max=0.15",
      "mirrored, shifted, turned, zoomed and lit a little differently"),
  /** For leaves seen from above, which have no upper side. */
  LEAF(
      "hflip p=0.5 | vflip p=0.5 | shift max=10% | rotate max=30 | zoom max=1.2"
          + " | brightness max=0.2 | contrast max=0.15 | saturation max=0.15",
      "for leaves seen from above: as light, mirrored both ways, turned up to 30 degrees");

  private final String text;
  private final String does;

  Preset(String text, String does) {
    this.text = text;
    this.does = does;
  }

  /** The preset of a name, in any case. */
  public static Optional<Preset> find(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  /** All names as they are written. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Preset::toString).toList();
  }

  /** What it does, in a few words. */
  public String does() {
    return does;
  }

  /** Its steps as they are written. */
  public String text() {
    return text;
  }

  /** What it stands for. */
  public Augmentation augmentation() {
    return text.isEmpty() ? Augmentation.NONE : Augmentation.parse(text);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
