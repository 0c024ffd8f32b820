package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures as numbers, and slow references in plain Java. */
final class Numbers {
  private Numbers() {}

  static Raster noise(int width, int height, ColorSpace space, long seed) {
    byte[] values = new byte[width * height * space.channels()];
    new Random(seed).nextBytes(values);
    return Raster.of(width, height, space, values);
  }

  /** A gray picture with these values. */
  static Raster gray(int[][] values) {
    byte[] bytes = new byte[values.length * values[0].length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i / values[0].length][i % values[0].length];
    }
    return Raster.of(values[0].length, values.length, ColorSpace.GRAY, bytes);
  }

  /** The values of a picture's first channel. */
  static int[][] of(Raster raster) {
    byte[] bytes = raster.values();
    int[][] values = new int[raster.height()][raster.width()];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        values[y][x] = bytes[(y * raster.width() + x) * raster.channels()] & 255;
      }
    }
    return values;
  }

  /** What a pipeline makes of a picture, which is one picture. */
  static byte[] run(String pipeline, Raster in) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.parts().get(0).raster().values();
    }
  }

  static int[][] run(String pipeline, int[][] in) {
    try (Raster raster = gray(in);
        Result result = Pipeline.parse(pipeline).run(raster)) {
      return of(result.parts().get(0).raster());
    }
  }

  /** What OpenCV makes of an empty matrix. */
  static byte[] openCv(ColorSpace space, Consumer<Mat> work) {
    try (Raster made = Raster.make(space, work)) {
      return made.values();
    }
  }

  /** Where a place outside of a row of n lies inside, by the definition; -1 for zero. */
  static int inside(int i, int n, Border border) {
    if (i >= 0 && i < n) {
      return i;
    }
    return switch (border) {
      case CONSTANT -> -1;
      case EDGE -> Math.max(0, Math.min(n - 1, i));
      case WRAP -> Math.floorMod(i, n);
      case REFLECT -> {
        int j = Math.floorMod(i, 2 * n);
        yield j < n ? j : 2 * n - 1 - j;
      }
      case REFLECT101 -> {
        if (n == 1) {
          yield 0;
        }
        int j = Math.floorMod(i, 2 * n - 2);
        yield j < n ? j : 2 * n - 2 - j;
      }
    };
  }

  /** Sums of kernel times picture for each channel, the same size; odd kernels. */
  static double[] correlated(Raster in, double[][] kernel, Border border) {
    byte[] values = in.values();
    int width = in.width();
    int height = in.height();
    int channels = in.channels();
    double[] out = new double[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int j = 0; j < kernel.length; j++) {
            for (int i = 0; i < kernel[j].length; i++) {
              int row = inside(y + j - kernel.length / 2, height, border);
              int column = inside(x + i - kernel[j].length / 2, width, border);
              if (row >= 0 && column >= 0) {
                sum += kernel[j][i] * (values[(row * width + column) * channels + c] & 255);
              }
            }
          }
          out[(y * width + x) * channels + c] = sum;
        }
      }
    }
    return out;
  }

  /** Rounded, a half to the even number, and kept to 0..255. */
  static byte[] saturated(double[] values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) Math.max(0, Math.min(255, Math.rint(values[i])));
    }
    return out;
  }

  /** The largest difference of two pictures' values. */
  static int difference(byte[] a, byte[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " and " + b.length + " values");
    }
    int largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((a[i] & 255) - (b[i] & 255)));
    }
    return largest;
  }
}
