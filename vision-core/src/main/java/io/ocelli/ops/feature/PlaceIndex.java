package io.ocelli.ops.feature;

import java.util.ArrayList;
import java.util.List;

/** Discs that are taken, found again quickly by where they are. */
final class PlaceIndex {
  private final int columns;
  private final int rows;
  private final double cell;
  private final List<List<double[]>> cells;

  PlaceIndex(int width, int height, double cell) {
    this.cell = cell;
    this.columns = (int) (width / cell) + 1;
    this.rows = (int) (height / cell) + 1;
    this.cells = new ArrayList<>();
    for (int i = 0; i < columns * rows; i++) {
      cells.add(new ArrayList<>(0));
    }
  }

  void add(double x, double y, double r) {
    double[] disc = {x, y, r};
    for (int row = row(y - r); row <= row(y + r); row++) {
      for (int column = column(x - r); column <= column(x + r); column++) {
        cells.get(row * columns + column).add(disc);
      }
    }
  }

  /** Whether a place lies in a taken disc, or the middle of one within {@code near} of it. */
  boolean covers(double x, double y, double near) {
    return covers(x, y, near, Double.NaN, Double.NaN);
  }

  /** As {@link #covers(double, double, double)}, without the discs about the given middle. */
  boolean covers(double x, double y, double near, double ownX, double ownY) {
    for (int row = row(y - near); row <= row(y + near); row++) {
      for (int column = column(x - near); column <= column(x + near); column++) {
        for (double[] disc : cells.get(row * columns + column)) {
          boolean own = disc[0] == ownX && disc[1] == ownY;
          double dx = disc[0] - x;
          double dy = disc[1] - y;
          double reach = Math.max(disc[2], near);
          if (!own && dx * dx + dy * dy < reach * reach) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int row(double y) {
    return Math.min(Math.max((int) (y / cell), 0), rows - 1);
  }

  private int column(double x) {
    return Math.min(Math.max((int) (x / cell), 0), columns - 1);
  }
}
