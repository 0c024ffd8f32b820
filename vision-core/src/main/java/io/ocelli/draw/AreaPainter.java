package io.ocelli.draw;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Shape;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.PathIterator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Fills the inside of outlines, anti-aliased by the exact share of each pixel that is covered.
 *
 * <p>Row by row: every edge adds the change of covered area that it makes to the cells that it
 * crosses, and a running sum over the row gives each pixel's coverage. This is the way of
 * FreeType's smooth rasterizer and of font-rs (Raph Levien, 2016). Where pixels are cut by several
 * edges the signed areas are summed, which is exact for shapes that do not overlap themselves
 * within a pixel.
 *
 * <p>Coordinates are those of {@link Canvas}: whole numbers are the centres of pixels.
 */
final class AreaPainter {
  /** How far flattened curves may lie from the true ones, in pixels. */
  private static final double FLATNESS = 0.05;

  private final Image image;
  private final int width;
  private final int height;
  private final boolean evenOdd;

  /** x and y of the upper end, x and y of the lower end, and +1 or -1 for the direction. */
  private double[] edges = new double[5 * 64];

  private int count;

  private AreaPainter(Image image, boolean evenOdd) {
    this.image = image;
    this.width = image.width();
    this.height = image.height();
    this.evenOdd = evenOdd;
  }

  /**
   * Fills a shape by its own winding rule.
   *
   * @param opacity how much of the colour is mixed in, 0 to 1
   */
  static void fill(Image image, Shape shape, Rgb colour, double opacity) {
    Check.fraction("opacity", opacity);
    PathIterator path = new FlatteningPathIterator(shape.getPathIterator(null), FLATNESS, 10);
    AreaPainter painter =
        new AreaPainter(image, path.getWindingRule() == PathIterator.WIND_EVEN_ODD);
    painter.add(path);
    painter.paint(colour, opacity);
  }

  private void add(PathIterator path) {
    double[] at = new double[6];
    double startX = 0;
    double startY = 0;
    double x = 0;
    double y = 0;
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      if (kind != PathIterator.SEG_LINETO) {
        // An outline that is left open is closed, as a filled area has to be.
        cutRows(x, y, startX, startY);
        x = startX;
        y = startY;
      }
      if (kind == PathIterator.SEG_MOVETO) {
        startX = at[0] + 0.5;
        startY = at[1] + 0.5;
        x = startX;
        y = startY;
      } else if (kind == PathIterator.SEG_LINETO) {
        cutRows(x, y, at[0] + 0.5, at[1] + 0.5);
        x = at[0] + 0.5;
        y = at[1] + 0.5;
      }
    }
    cutRows(x, y, startX, startY);
  }

  /** Cuts an edge to the rows of the picture and turns it downwards. */
  private void cutRows(double x0, double y0, double x1, double y1) {
    if (y0 == y1) {
      return;
    }
    if (y0 > y1) {
      cutColumns(x1, y1, x0, y0, -1);
    } else {
      cutColumns(x0, y0, x1, y1, 1);
    }
  }

  private void cutColumns(double x0, double y0, double x1, double y1, int direction) {
    double top = Math.max(y0, 0);
    double bottom = Math.min(y1, height);
    if (top >= bottom) {
      return;
    }
    double slope = (x1 - x0) / (y1 - y0);
    double topX = top == y0 ? x0 : x0 + (top - y0) * slope;
    double bottomX = bottom == y1 ? x1 : x0 + (bottom - y0) * slope;
    // What lies left of the picture counts as running down its edge: it still covers what is to
    // its right. What lies right of it covers nothing.
    double[] turns = {top, bottom, bottom};
    int parts = 1;
    for (double side : new double[] {0, width}) {
      if ((topX < side) != (bottomX < side) && slope != 0) {
        double y = Math.min(Math.max(top + (side - topX) / slope, top), bottom);
        turns[parts++] = y;
      }
    }
    if (parts == 3 && turns[1] > turns[2]) {
      double swap = turns[1];
      turns[1] = turns[2];
      turns[2] = swap;
    }
    double fromX = topX;
    for (int i = 0; i < parts; i++) {
      double end = i + 1 < parts ? turns[i + 1] : bottom;
      double toX = end == bottom ? bottomX : topX + (end - top) * slope;
      store(clamp(fromX), turns[i], clamp(toX), end, direction);
      fromX = toX;
    }
  }

  private double clamp(double x) {
    return Math.min(Math.max(x, 0), width);
  }

  private void store(double x0, double y0, double x1, double y1, int direction) {
    if (y0 >= y1) {
      return;
    }
    if (5 * count == edges.length) {
      edges = Arrays.copyOf(edges, 2 * edges.length);
    }
    int i = 5 * count++;
    edges[i] = x0;
    edges[i + 1] = y0;
    edges[i + 2] = x1;
    edges[i + 3] = y1;
    edges[i + 4] = direction;
  }

  private void paint(Rgb colour, double opacity) {
    if (count == 0 || opacity == 0) {
      return;
    }
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(edges[5 * a + 1], edges[5 * b + 1]));
    int[] active = new int[count];
    int alive = 0;
    int waiting = 0;
    double[] cells = new double[width + 2];
    BitSet touched = new BitSet(width + 2);
    ByteBuffer pixels = image.pixels();
    for (int y = (int) edges[5 * order[0] + 1]; y < height; y++) {
      while (waiting < count && edges[5 * order[waiting] + 1] < y + 1) {
        active[alive++] = 5 * order[waiting++];
      }
      if (alive == 0 && waiting == count) {
        return;
      }
      int kept = 0;
      for (int i = 0; i < alive; i++) {
        int edge = active[i];
        cross(edge, y, cells, touched);
        if (edges[edge + 3] > y + 1) {
          active[kept++] = edge;
        }
      }
      alive = kept;
      sweep(y, cells, touched, pixels, colour, opacity);
    }
  }

  /** Adds the change of area that an edge makes in one row. */
  private void cross(int edge, int y, double[] cells, BitSet touched) {
    double x0 = edges[edge];
    double y0 = edges[edge + 1];
    double slope = (edges[edge + 2] - x0) / (edges[edge + 3] - y0);
    double from = Math.max(y0, y);
    double to = Math.min(edges[edge + 3], y + 1.0);
    double area = (to - from) * edges[edge + 4];
    double xa = clamp(x0 + (from - y0) * slope);
    double xb = clamp(x0 + (to - y0) * slope);
    double left = Math.min(xa, xb);
    double right = Math.max(xa, xb);
    int first = (int) left;
    int last = (int) Math.ceil(right);
    if (last <= first + 1) {
      double middle = (left + right) / 2 - first;
      cells[first] += area * (1 - middle);
      cells[first + 1] += area * middle;
      touched.set(first, first + 2);
      return;
    }
    // At x a pixel is covered by all that was crossed left of it, and within it by what lies right
    // of the edge: the integral of (x + 1 - edge) over the crossed part of the pixel.
    double perPixel = area / (right - left);
    double before = 0;
    for (int x = first; x < last; x++) {
      double p = Math.max(left, x);
      double q = Math.min(right, x + 1.0);
      double covered = perPixel * (p - left + (q - p) * (x + 1 - (p + q) / 2));
      cells[x] += covered - before;
      before = covered;
    }
    cells[last] += area - before;
    touched.set(first, last + 1);
  }

  private void sweep(
      int y, double[] cells, BitSet touched, ByteBuffer pixels, Rgb colour, double opacity) {
    double sum = 0;
    int x = touched.nextSetBit(0);
    while (x >= 0 && x < width) {
      sum += cells[x];
      cells[x] = 0;
      int next = touched.nextSetBit(x + 1);
      int end = next < 0 || next > width ? width : next;
      int weight = (int) Math.round(coverage(sum) * opacity * Blend.FULL);
      if (weight > 0) {
        Blend.span(pixels, y * width + x, end - x, colour, weight);
      }
      x = next;
    }
    cells[width] = 0;
    cells[width + 1] = 0;
    touched.clear();
  }

  private double coverage(double sum) {
    double cover = Math.abs(sum);
    if (!evenOdd) {
      return Math.min(cover, 1);
    }
    double rest = cover % 2;
    return rest > 1 ? 2 - rest : rest;
  }
}
