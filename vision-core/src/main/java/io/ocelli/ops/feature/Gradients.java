package io.ocelli.ops.feature;

import io.ocelli.image.Raster;

/**
 * The gradients of a smoothed plane, and the pixels that lie on edges: those whose gradient is the
 * largest across the edge (Canny 1986) and stands out from the noise.
 */
final class Gradients {
  /** A plane of the same size and scale; one of the colours. */
  final GrayPlane plane;

  /** The picture itself: gray, or blue, green and red. */
  final GrayPlane[] colours;

  final float[] gx;
  final float[] gy;

  /** What a gradient has to exceed to count. */
  final double least;

  /** Edge pixels: their index, row by row. */
  final int[] edges;

  /** For each row, where its edge pixels begin in {@link #edges}; one more at the end. */
  final int[] rows;

  private static final double LEAST = 1.6;
  private static final double MOST_EDGES = 0.12;

  private Gradients(
      GrayPlane[] colours, float[] gx, float[] gy, double least, int[] edges, int[] rows) {
    this.plane = colours[0];
    this.colours = colours;
    this.gx = gx;
    this.gy = gy;
    this.least = least;
    this.edges = edges;
    this.rows = rows;
  }

  /**
   * The gradients of the colour that changes most at each pixel, so that things of the same
   * brightness but another colour have edges too.
   */
  static Gradients of(Raster in, int longest) {
    GrayPlane[] colours = GrayPlane.colours(in, longest);
    double noise = 0;
    for (GrayPlane colour : colours) {
      noise = Math.max(noise, colour.noise());
    }
    double sigma = noise < 3 ? 1 : noise < 8 ? 1.4 : 1.9;
    int width = colours[0].width();
    int height = colours[0].height();
    float[] gx = new float[width * height];
    float[] gy = new float[width * height];
    for (GrayPlane colour : colours) {
      float[] v = colour.blurred(sigma).values();
      for (int y = 1; y < height - 1; y++) {
        for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
          float dx = (v[i + 1] - v[i - 1]) / 2;
          float dy = (v[i + width] - v[i - width]) / 2;
          if (dx * dx + dy * dy > gx[i] * gx[i] + gy[i] * gy[i]) {
            gx[i] = dx;
            gy[i] = dy;
          }
        }
      }
    }
    GrayPlane plane = colours[0];
    // The derivative of a Gaussian makes noise of deviation s one of s / (sqrt(8 pi) sigma^2).
    double least = Math.max(LEAST, 4 * noise / (Math.sqrt(8 * Math.PI) * sigma * sigma));
    int[] edges = new int[width * height];
    int[] rows = new int[height + 1];
    int count = edges(plane, gx, gy, least, edges, rows);
    while (count > MOST_EDGES * width * height) {
      least *= 1.4;
      count = edges(plane, gx, gy, least, edges, rows);
    }
    return new Gradients(colours, gx, gy, least, java.util.Arrays.copyOf(edges, count), rows);
  }

  private static int edges(
      GrayPlane plane, float[] gx, float[] gy, double least, int[] edges, int[] rows) {
    int width = plane.width();
    int count = 0;
    for (int y = 0; y < plane.height(); y++) {
      rows[y] = count;
      for (int x = 1; x < width - 1 && y > 0 && y < plane.height() - 1; x++) {
        int i = y * width + x;
        double size = Math.hypot(gx[i], gy[i]);
        if (size < least) {
          continue;
        }
        boolean across = Math.abs(gx[i]) >= Math.abs(gy[i]);
        double slope = across ? gy[i] / gx[i] : gx[i] / gy[i];
        int straight = across ? 1 : width;
        int aside = (across ? width : 1) * (slope < 0 ? -1 : 1);
        double part = Math.abs(slope);
        double ahead = mix(gx, gy, i + straight, i + straight + aside, part);
        double behind = mix(gx, gy, i - straight, i - straight - aside, part);
        if (size >= ahead && size > behind) {
          edges[count++] = i;
        }
      }
    }
    rows[plane.height()] = count;
    return count;
  }

  private static double mix(float[] gx, float[] gy, int a, int b, double part) {
    if (a < 0 || b < 0 || a >= gx.length || b >= gx.length) {
      return 0;
    }
    return (1 - part) * Math.hypot(gx[a], gy[a]) + part * Math.hypot(gx[b], gy[b]);
  }
}
