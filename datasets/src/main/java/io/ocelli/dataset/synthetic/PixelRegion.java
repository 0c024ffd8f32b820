package io.ocelli.dataset.synthetic;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of pixels of a square picture, and what can be said of an object that covers it. */
final class PixelRegion {
  // Along the edges of pixels, clockwise as seen: right, down, left, up; the region is on the
  // right.
  private static final int[] DX = {1, 0, -1, 0};
  private static final int[] DY = {0, 1, 0, -1};

  private final int size;
  private final byte[] inside;
  private int count;
  private int left = Integer.MAX_VALUE;
  private int top = Integer.MAX_VALUE;
  private int right;
  private int bottom;

  PixelRegion(int size) {
    this.size = size;
    inside = new byte[size * size];
  }

  void add(int x, int y) {
    count += 1 - inside[y * size + x];
    inside[y * size + x] = 1;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  }

  boolean has(int x, int y) {
    return x >= 0 && y >= 0 && x < size && y < size && inside[y * size + x] != 0;
  }

  /** Number of pixels. */
  int count() {
    return count;
  }

  /** The smallest box around the pixels, of which there has to be one. */
  Box box() {
    return new Box(left, top, right, bottom);
  }

  /** An object of these pixels, of which there has to be one. */
  Instance object(int label) {
    return new Instance(
        label,
        box(),
        outlines(),
        Optional.of(RunLengthMask.of(size, size, inside)),
        List.of(),
        false,
        Map.of());
  }

  /** The outer outline of each piece; pieces that touch at a corner only are several. */
  List<Polygon> outlines() {
    boolean[] seen = new boolean[(size + 1) * (size + 1)];
    List<Polygon> outlines = new ArrayList<>();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (starts(x, y, 0) && !seen[y * (size + 1) + x]) {
          double[] xy = follow(x, y, seen);
          if (twiceArea(xy) > 0) {
            outlines.add(new Polygon(xy));
          }
        }
      }
    }
    return outlines;
  }

  private boolean starts(int x, int y, int way) {
    return switch (way) {
      case 0 -> has(x, y) && !has(x, y - 1);
      case 1 -> has(x - 1, y) && !has(x, y);
      case 2 -> has(x - 1, y - 1) && !has(x - 1, y);
      default -> has(x, y - 1) && !has(x - 1, y - 1);
    };
  }

  private double[] follow(int x0, int y0, boolean[] seen) {
    double[] xy = new double[16];
    int n = 0;
    int x = x0;
    int y = y0;
    int way = 0;
    int before = -1;
    do {
      if (way == 0) {
        seen[y * (size + 1) + x] = true;
      }
      if (way != before) {
        if (n == xy.length) {
          xy = java.util.Arrays.copyOf(xy, 2 * n);
        }
        xy[n++] = x;
        xy[n++] = y;
      }
      before = way;
      x += DX[way];
      y += DY[way];
      // To the right first, so that a corner joins no pieces.
      int turned = (way + 1) % 4;
      way = starts(x, y, turned) ? turned : starts(x, y, way) ? way : (way + 3) % 4;
    } while (x != x0 || y != y0 || way != 0);
    return java.util.Arrays.copyOf(xy, n);
  }

  // Holes run the other way round and have less than none.
  private static double twiceArea(double[] xy) {
    double sum = 0;
    for (int i = 0; i < xy.length; i += 2) {
      int next = (i + 2) % xy.length;
      sum += xy[i] * xy[next + 1] - xy[next] * xy[i + 1];
    }
    return sum;
  }
}
