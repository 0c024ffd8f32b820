package io.ocelli.draw;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.nio.ByteBuffer;

/** Mixes a colour into a picture. */
final class Blend {
  /** The weight that stands for all of the colour; 16 binary digits behind the point. */
  static final int FULL = 1 << 16;

  private Blend() {}

  /**
   * Mixes a colour into pixels beside each other.
   *
   * @param first index of the first pixel, rows top to bottom
   * @param weight how much of the colour, 0 to {@link #FULL}
   */
  static void span(ByteBuffer pixels, int first, int count, Rgb colour, int weight) {
    int end = 3 * (first + count);
    for (int i = 3 * first; i < end; i += 3) {
      pixels.put(i, mix(pixels.get(i), colour.blue(), weight));
      pixels.put(i + 1, mix(pixels.get(i + 1), colour.green(), weight));
      pixels.put(i + 2, mix(pixels.get(i + 2), colour.red(), weight));
    }
  }

  /**
   * Lays a colour over a part of a picture: each channel becomes {@code old + (colour - old) *
   * alpha * mask / 255}, rounded. Parts outside the picture are left out.
   *
   * @param mask {@code width * height} bytes, rows top to bottom, 0 to 255
   */
  static void mask(
      Image image,
      byte[] mask,
      int left,
      int top,
      int width,
      int height,
      Rgb colour,
      double alpha) {
    int x1 = Math.max(left, 0);
    int x2 = (int) Math.min((long) left + width, image.width());
    int y1 = Math.max(top, 0);
    int y2 = (int) Math.min((long) top + height, image.height());
    if (x1 >= x2 || y1 >= y2) {
      return;
    }
    // One rounding, and no floating point in the loop.
    int[] weight = new int[256];
    for (int i = 0; i < 256; i++) {
      weight[i] = (int) Math.round(alpha * i / 255 * FULL);
    }
    ByteBuffer pixels = image.pixels();
    byte[] row = new byte[3 * (x2 - x1)];
    for (int y = y1; y < y2; y++) {
      int at = 3 * (y * image.width() + x1);
      pixels.get(at, row);
      int from = (y - top) * width + x1 - left;
      for (int x = 0, i = 0; x < x2 - x1; x++, i += 3) {
        int w = weight[mask[from + x] & 255];
        if (w != 0) {
          row[i] = mix(row[i], colour.blue(), w);
          row[i + 1] = mix(row[i + 1], colour.green(), w);
          row[i + 2] = mix(row[i + 2], colour.red(), w);
        }
      }
      pixels.put(at, row);
    }
  }

  private static byte mix(byte old, int colour, int weight) {
    int value = old & 255;
    return (byte) (value + (((colour - value) * weight + FULL / 2) >> 16));
  }
}
