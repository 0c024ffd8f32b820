package io.ocelli.image;

import java.util.List;

/** What the channels of a {@link Raster} mean. Every channel is 8 bit. */
public enum ColorSpace {
  /** Lightness only, 0 black to 255 white: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
  GRAY("gray"),
  /** Blue, green, red: as pictures are kept. */
  BGR("blue", "green", "red"),
  /** Blue, green, red and opacity, 0 clear to 255 solid; colours are not premultiplied. */
  BGRA("blue", "green", "red", "alpha"),
  /** Hue 0 to 179 (half degrees, red is 0), saturation and value 0 to 255. */
  HSV("hue", "saturation", "value"),
  /** CIE L*a*b* under D65: L* times 255/100, a* and b* plus 128. */
  LAB("lightness", "a", "b"),
  /** Luma and the differences of red and blue plus 128, full range (ITU-R BT.601, as in JPEG). */
  YCRCB("luma", "cr", "cb"),
  /**
   * Ink, 0 none to 255 full: {@code K = 255 - max(R, G, B)}, {@code C = 255 (255 - R - K) / (255 -
   * K)}, and so on; no colour profile.
   */
  CMYK("cyan", "magenta", "yellow", "black");

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives lists that do not change
  private final List<String> channelNames;

  ColorSpace(String... channelNames) {
    this.channelNames = List.of(channelNames);
  }

  /** The names of the channels, in their order. */
  public List<String> channelNames() {
    return channelNames;
  }

  /** The number of channels. */
  public int channels() {
    return channelNames.size();
  }
}
