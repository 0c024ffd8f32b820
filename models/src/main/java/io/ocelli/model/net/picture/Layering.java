package io.ocelli.model.net.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the boxes of a graph without cycles in rows, each below all that it reads (longest way),
 * orders each row so that few lines cross, and moves boxes over or under their neighbours (the
 * steps of Sugiyama et al. 1981). Lines that pass a row get a place of their own in it.
 */
final class Layering {
  private static final int SWEEPS = 12;
  private static final int MOVES = 24;

  /** Width kept free for a line that passes a row, in pixels. */
  private static final double LANE = 14;

  private final List<Spot> spots = new ArrayList<>();
  private final List<List<Spot>> rows = new ArrayList<>();

  /** A box, or the place where a line passes a row. */
  static final class Spot {
    /** Index of the box; -1 for a line. */
    final int box;

    final int row;
    final double width;
    final List<Spot> above = new ArrayList<>();
    final List<Spot> below = new ArrayList<>();
    double x;

    Spot(int box, int row, double width) {
      this.box = box;
      this.row = row;
      this.width = width;
    }
  }

  /**
   * Places boxes.
   *
   * @param sources for each box those it reads; all have smaller indices
   * @param widths of the boxes
   * @param gap free space between neighbours of a row
   */
  Layering(List<List<Integer>> sources, double[] widths, double gap) {
    int[] row = rows(sources);
    for (int i = 0; i < widths.length; i++) {
      spot(new Spot(i, row[i], widths[i]));
    }
    for (int i = 0; i < widths.length; i++) {
      for (int source : sources.get(i)) {
        Spot from = spots.get(source);
        for (int r = row[source] + 1; r < row[i]; r++) {
          Spot lane = new Spot(-1, r, LANE);
          spot(lane);
          join(from, lane);
          from = lane;
        }
        join(from, spots.get(i));
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      order(sweep % 2 == 0);
    }
    place(gap);
  }

  private static int[] rows(List<List<Integer>> sources) {
    int[] row = new int[sources.size()];
    for (int i = 0; i < row.length; i++) {
      for (int source : sources.get(i)) {
        row[i] = Math.max(row[i], row[source] + 1);
      }
    }
    return row;
  }

  private void spot(Spot spot) {
    spots.add(spot);
    while (rows.size() <= spot.row) {
      rows.add(new ArrayList<>());
    }
    rows.get(spot.row).add(spot);
  }

  private static void join(Spot from, Spot to) {
    from.below.add(to);
    to.above.add(from);
  }

  /** The rows from top to bottom, each from left to right. */
  List<List<Spot>> rows() {
    return rows;
  }

  /** The box of an index. */
  Spot box(int index) {
    return spots.get(index);
  }

  private void order(boolean down) {
    for (int k = 1; k < rows.size(); k++) {
      int r = down ? k : rows.size() - 1 - k;
      List<Spot> other = rows.get(down ? r - 1 : r + 1);
      Map<Spot, Double> wanted = new HashMap<>();
      for (int i = 0; i < rows.get(r).size(); i++) {
        Spot spot = rows.get(r).get(i);
        double middle =
            (down ? spot.above : spot.below).stream().mapToInt(other::indexOf).average().orElse(i);
        wanted.put(spot, middle);
      }
      rows.get(r)
          .sort((a, b) -> Double.compare(wanted.getOrDefault(a, 0.0), wanted.getOrDefault(b, 0.0)));
    }
  }

  private void place(double gap) {
    for (List<Spot> row : rows) {
      settle(row, new double[row.size()], gap);
    }
    for (int move = 0; move < MOVES; move++) {
      for (int k = 0; k < rows.size(); k++) {
        List<Spot> row = rows.get(move % 2 == 0 ? k : rows.size() - 1 - k);
        double[] wanted = new double[row.size()];
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] = middle(row.get(i));
        }
        settle(row, wanted, gap);
      }
    }
    double left = spots.stream().mapToDouble(spot -> spot.x - spot.width / 2).min().orElse(0);
    spots.forEach(spot -> spot.x -= left);
  }

  private static double middle(Spot spot) {
    double above = spot.above.stream().mapToDouble(s -> s.x).average().orElse(Double.NaN);
    double below = spot.below.stream().mapToDouble(s -> s.x).average().orElse(Double.NaN);
    if (Double.isNaN(above)) {
      return Double.isNaN(below) ? spot.x : below;
    }
    return Double.isNaN(below) ? above : (above + below) / 2;
  }

  /**
   * The places nearest to the wanted ones (least squares) that keep order and gaps: isotonic
   * regression by pooling neighbours that would overlap.
   */
  private static void settle(List<Spot> row, double[] wanted, double gap) {
    double[] offset = new double[row.size()];
    for (int i = 1; i < offset.length; i++) {
      offset[i] = offset[i - 1] + (row.get(i - 1).width + row.get(i).width) / 2 + gap;
    }
    List<double[]> pools = new ArrayList<>();
    for (int i = 0; i < offset.length; i++) {
      double[] pool = {wanted[i] - offset[i], 1};
      while (!pools.isEmpty() && pools.get(pools.size() - 1)[0] > pool[0]) {
        double[] last = pools.remove(pools.size() - 1);
        double count = last[1] + pool[1];
        pool = new double[] {(last[0] * last[1] + pool[0] * pool[1]) / count, count};
      }
      pools.add(pool);
    }
    int i = 0;
    for (double[] pool : pools) {
      for (int k = 0; k < pool[1]; k++, i++) {
        row.get(i).x = pool[0] + offset[i];
      }
    }
  }

  /** How wide all of it is. */
  double width() {
    return spots.stream().mapToDouble(spot -> spot.x + spot.width / 2).max().orElse(0);
  }
}
