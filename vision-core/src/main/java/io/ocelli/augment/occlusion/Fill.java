package io.ocelli.augment.occlusion;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** What is seen instead of what is hidden. */
public enum Fill {
  /** One colour. */
  COLOR,
  /** A random value for each channel of each pixel. */
  NOISE;

  /**
   * Hides rectangles.
   *
   * @param places left, top, width and height of each; parts outside are left out
   * @param seed of the noise
   */
  Image over(Image image, List<int[]> places, Rgb color, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer pixels = image.pixels();
    byte[] plain = {(byte) color.blue(), (byte) color.green(), (byte) color.red()};
    for (int[] place : places) {
      int left = Math.max(0, place[0]);
      int right = Math.min(image.width(), place[0] + place[2]);
      byte[] row = new byte[3 * Math.max(0, right - left)];
      for (int i = 0; this == COLOR && i < row.length; i++) {
        row[i] = plain[i % 3];
      }
      int bottom = Math.min(image.height(), place[1] + place[3]);
      for (int y = Math.max(0, place[1]); y < bottom; y++) {
        if (this == NOISE) {
          random.nextBytes(row);
        }
        pixels.put(3 * (y * image.width() + left), row);
      }
    }
    return image;
  }
}
