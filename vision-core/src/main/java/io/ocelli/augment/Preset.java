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
      "for leaves seen from above: as light, mirrored both ways, turned up to 30 degrees"),
  /** Changes that can be seen well. */
  MEDIUM(
      "hflip p=0.5 | affine rotate=20 shift=10% shear=8 zoom=1.25 p=0.9"
          + " | brightness max=0.25 | contrast max=0.25 | hsv hue=8 saturation=0.3 value=0"
          + " | one-of { gaussian-blur | gaussian-noise | jpeg | downscale } p=0.2"
          + " | cutout side=0..0.25 p=0.3",
      "as light and stronger, sometimes blurred, noisy or partly hidden"),
  /** Much change, for long training of large models. */
  STRONG(
      "resized-crop area=0.4..1 | hflip p=0.5 | affine rotate=25 shear=12 p=0.7"
          + " | one-of { elastic | grid-distortion | optical-distortion | perspective } p=0.3"
          + " | brightness max=0.4 | contrast max=0.4 | hsv hue=15 saturation=0.5 value=0"
          + " | one-of { gamma | clahe | temperature | tone-curve | auto-contrast } p=0.3"
          + " | one-of { gaussian-blur | motion-blur | defocus | median-blur } p=0.2"
          + " | one-of { gaussian-noise | iso-noise | speckle | jpeg | downscale } p=0.2"
          + " | one-of { shadow | sun-flare | fog } p=0.1 | gray p=0.05"
          + " | one-of { random-erasing | coarse-dropout | grid-mask } p=0.3",
      "cut out, bent, coloured, blurred, noisy, partly hidden"),
  /** For objects in boxes, as in YOLO. */
  DETECTOR(
      "mosaic p=0.5 | hflip p=0.5 | affine rotate=0 shift=10% shear=0 zoom=1.5 border=constant color=#727272"
          + " | hsv hue=5 saturation=0.7 value=0.4 | keep-objects min-visible=0.1 min-side=2",
      "for objects in boxes: four pictures as one, mirrored, moved, zoomed, coloured");

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
