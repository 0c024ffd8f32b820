package io.ocelli.dataset.audit;

import io.ocelli.image.Image;
import java.nio.ByteBuffer;

/** Small float copies of a picture, each value the mean of the area that it stands for. */
final class SmallPicture {
  private SmallPicture() {}

  /**
   * The picture stretched to {@code side * side}, as three planes blue, green and red, 0 to 255.
   * Every value is the mean over its area of the picture, parts of pixels counting as such.
   */
  static float[][] bgr(Image image, int side) {
    int width = image.width();
    int height = image.height();
    ByteBuffer pixels = image.pixels();
    byte[] row = new byte[3 * width];
    double scaleX = width / (double) side;
    double scaleY = height / (double) side;
    float[] line = new float[3 * side];
    float[][] planes = new float[3][side * side];
    int loaded = -1;
    for (int y = 0; y < side; y++) {
      double top = y * scaleY;
      double bottom = top + scaleY;
      for (int sy = (int) top; sy < height && sy < bottom; sy++) {
        double weight = Math.min(bottom, sy + 1) - Math.max(top, sy);
        if (weight <= 1e-9) {
          continue;
        }
        if (sy != loaded) {
          pixels.get(3 * width * sy, row);
          shrink(row, width, scaleX, side, line);
          loaded = sy;
        }
        float share = (float) (weight / scaleY);
        for (int x = 0; x < side; x++) {
          for (int c = 0; c < 3; c++) {
            planes[c][y * side + x] += share * line[3 * x + c];
          }
        }
      }
    }
    return planes;
  }

  private static void shrink(byte[] row, int width, double scale, int side, float[] line) {
    for (int x = 0; x < side; x++) {
      double left = x * scale;
      double right = left + scale;
      float b = 0;
      float g = 0;
      float r = 0;
      for (int sx = (int) left; sx < width && sx < right; sx++) {
        float weight = (float) (Math.min(right, sx + 1) - Math.max(left, sx));
        b += weight * (row[3 * sx] & 255);
        g += weight * (row[3 * sx + 1] & 255);
        r += weight * (row[3 * sx + 2] & 255);
      }
      line[3 * x] = (float) (b / scale);
      line[3 * x + 1] = (float) (g / scale);
      line[3 * x + 2] = (float) (r / scale);
    }
  }

  /** Luma of BT.601, the weights that JPEG uses, 0 to 255. */
  static float[] gray(float[][] bgr) {
    float[] gray = new float[bgr[0].length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = 0.114f * bgr[0][i] + 0.587f * bgr[1][i] + 0.299f * bgr[2][i];
    }
    return gray;
  }

  /** The mean of blocks of {@code factor * factor}. */
  static float[] reduced(float[] square, int side, int factor) {
    int small = side / factor;
    float[] reduced = new float[small * small];
    for (int y = 0; y < small; y++) {
      for (int x = 0; x < small; x++) {
        float sum = 0;
        for (int dy = 0; dy < factor; dy++) {
          for (int dx = 0; dx < factor; dx++) {
            sum += square[(y * factor + dy) * side + x * factor + dx];
          }
        }
        reduced[y * small + x] = sum / (factor * factor);
      }
    }
    return reduced;
  }

  /**
   * CIE L*a*b* (1976, D65, 2 degrees) of sRGB: L 0 to 100, a and b about -100 to 100. The cube root
   * is read from a table of 4096 steps.
   */
  static float[][] lab(float[][] bgr) {
    int n = bgr[0].length;
    float[][] lab = new float[3][n];
    for (int i = 0; i < n; i++) {
      float b = linear(bgr[0][i]);
      float g = linear(bgr[1][i]);
      float r = linear(bgr[2][i]);
      float x = root((0.4124564f * r + 0.3575761f * g + 0.1804375f * b) / 0.95047f);
      float y = root(0.2126729f * r + 0.7151522f * g + 0.0721750f * b);
      float z = root((0.0193339f * r + 0.1191920f * g + 0.9503041f * b) / 1.08883f);
      lab[0][i] = 116 * y - 16;
      lab[1][i] = 500 * (x - y);
      lab[2][i] = 200 * (y - z);
    }
    return lab;
  }

  private static final float[] LINEAR = new float[257];
  private static final float[] ROOT = new float[4097];

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double c = i / 255.0;
      LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i < ROOT.length; i++) {
      double t = i / 4096.0;
      ROOT[i] = (float) (t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116);
    }
  }

  private static float linear(float value) {
    int low = Math.min(255, Math.max(0, (int) value));
    return LINEAR[low] + (value - low) * (LINEAR[low + 1] - LINEAR[low]);
  }

  private static float root(float value) {
    float at = Math.min(1f, Math.max(0f, value)) * 4096;
    int low = Math.min(4095, (int) at);
    return ROOT[low] + (at - low) * (ROOT[low + 1] - ROOT[low]);
  }
}
