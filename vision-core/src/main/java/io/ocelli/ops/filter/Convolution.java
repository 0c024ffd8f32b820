package io.ocelli.ops.filter;

import io.ocelli.ops.Kernel;

/**
 * The two window operations of convolutional networks on plain numbers, exact in double precision:
 * for checking by hand what the {@link KernelFilter} and {@link Pool} operations do to 8-bit
 * pictures.
 *
 * <p>Arrays are {@code [row][column]}, rows equally long and not empty.
 */
public final class Convolution {
  private Convolution() {}

  /**
   * Cross-correlation, which networks call convolution: the kernel is not turned over. {@code
   * out[y][x] = Σ kernel[j][i] · padded[y·s + j][x·s + i]}, where the padding is zeros.
   *
   * @param stride at least 1
   * @return {@link Padding#results} rows and columns
   * @throws IllegalArgumentException if the kernel does not fit into the padded picture
   */
  public static double[][] correlate(
      double[][] picture, Kernel kernel, Padding padding, int stride) {
    Windows rows = new Windows(picture.length, kernel.rows(), padding, stride);
    Windows columns = new Windows(width(picture), kernel.columns(), padding, stride);
    double[][] out = new double[rows.results()][columns.results()];
    for (int y = 0; y < rows.results(); y++) {
      for (int x = 0; x < columns.results(); x++) {
        double sum = 0;
        for (int j = rows.first(y); j < rows.last(y); j++) {
          for (int i = columns.first(x); i < columns.last(x); i++) {
            sum += kernel.at(j - rows.start(y), i - columns.start(x)) * picture[j][i];
          }
        }
        out[y][x] = sum;
      }
    }
    return out;
  }

  /** As {@link #correlate(double[][], Kernel, Padding, int)}; summed in double precision. */
  public static float[][] correlate(float[][] picture, Kernel kernel, Padding padding, int stride) {
    double[][] wide = new double[picture.length][];
    for (int y = 0; y < picture.length; y++) {
      wide[y] = new double[picture[y].length];
      for (int x = 0; x < picture[y].length; x++) {
        wide[y][x] = picture[y][x];
      }
    }
    double[][] sums = correlate(wide, kernel, padding, stride);
    float[][] out = new float[sums.length][sums[0].length];
    for (int y = 0; y < sums.length; y++) {
      for (int x = 0; x < sums[y].length; x++) {
        out[y][x] = (float) sums[y][x];
      }
    }
    return out;
  }

  /**
   * Pooling: one number for each window. Padding takes no part: a maximum may be negative, and a
   * mean is over the cells that there are (as in Keras; PyTorch counts the zeros by default).
   *
   * @param size side of the window, at least 1
   * @param stride at least 1
   * @throws IllegalArgumentException if the window does not fit, or lies in the padding alone
   */
  public static double[][] pool(
      double[][] picture, Pool.Type type, int size, int stride, Padding padding) {
    if (padding.amount() >= size) {
      throw new IllegalArgumentException(
          "padding is less than the window's side of " + size + ", got " + padding);
    }
    Windows rows = new Windows(picture.length, size, padding, stride);
    Windows columns = new Windows(width(picture), size, padding, stride);
    double[][] out = new double[rows.results()][columns.results()];
    for (int y = 0; y < rows.results(); y++) {
      for (int x = 0; x < columns.results(); x++) {
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int j = rows.first(y); j < rows.last(y); j++) {
          for (int i = columns.first(x); i < columns.last(x); i++) {
            sum += picture[j][i];
            max = Math.max(max, picture[j][i]);
            min = Math.min(min, picture[j][i]);
          }
        }
        int cells = (rows.last(y) - rows.first(y)) * (columns.last(x) - columns.first(x));
        out[y][x] =
            switch (type) {
              case MAX -> max;
              case MIN -> min;
              case AVERAGE -> sum / cells;
            };
      }
    }
    return out;
  }

  private static int width(double[][] picture) {
    int width = picture.length == 0 ? 0 : picture[0].length;
    for (double[] row : picture) {
      if (row.length != width) {
        throw new IllegalArgumentException("the rows are not equally long");
      }
    }
    if (width == 0) {
      throw new IllegalArgumentException("a picture has at least one pixel");
    }
    return width;
  }
}
