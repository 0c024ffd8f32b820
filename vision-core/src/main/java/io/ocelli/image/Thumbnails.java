package io.ocelli.image;

import java.awt.image.BufferedImage;
import org.imgscalr.Scalr;

/** Small copies for people to look at, in reports and on pages; made by imgscalr. */
public final class Thumbnails {
  private static final int QUALITY = 85;

  private Thumbnails() {}

  /**
   * A copy whose longer side has the given length; a smaller picture is not enlarged.
   *
   * @param longerSide in pixels, at least 1
   */
  public static BufferedImage of(Image image, int longerSide) {
    if (longerSide < 1) {
      throw new IllegalArgumentException(
          "a thumbnail needs a side of at least 1, got " + longerSide);
    }
    BufferedImage full = image.toBufferedImage();
    int longer = Math.max(image.width(), image.height());
    if (longer <= longerSide) {
      return full;
    }
    int width = Math.max(1, Math.round(image.width() * (float) longerSide / longer));
    int height = Math.max(1, Math.round(image.height() * (float) longerSide / longer));
    // Not ULTRA_QUALITY: its steps of a seventh never reach a side of less than seven pixels.
    BufferedImage small =
        Scalr.resize(full, Scalr.Method.QUALITY, Scalr.Mode.FIT_EXACT, width, height);
    full.flush();
    return small;
  }

  /** As {@link #of}, as the bytes of a JPEG file. */
  public static byte[] jpeg(Image image, int longerSide) {
    try (Image small = Image.of(of(image, longerSide))) {
      return small.encode(ImageFormat.JPEG, QUALITY);
    }
  }
}
