package io.ocelli.augment;

import io.ocelli.image.Image;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A mid-gray square, in place.
 *
 * @param part its side as a part of the picture's shorter side
 * @param x place of its centre, 0 to 1 of the width; what lies outside is cut off
 * @param y place of its centre, 0 to 1 of the height
 */
record Cutout(double part, double x, double y) {
  private static final byte MID_GRAY = (byte) 128;

  void apply(Image image) {
    int side = (int) Math.round(part * Math.min(image.width(), image.height()));
    if (side == 0) {
      return;
    }
    int left = (int) Math.round(x * image.width() - side / 2.0);
    int top = (int) Math.round(y * image.height() - side / 2.0);
    int right = Math.min(image.width(), left + side);
    int bottom = Math.min(image.height(), top + side);
    left = Math.max(0, left);
    top = Math.max(0, top);
    if (left >= right) {
      return;
    }
    byte[] row = new byte[3 * (right - left)];
    Arrays.fill(row, MID_GRAY);
    ByteBuffer pixels = image.pixels();
    for (int line = top; line < bottom; line++) {
      pixels.put(3 * (line * image.width() + left), row);
    }
  }
}
