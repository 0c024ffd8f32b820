package io.ocelli.model.net.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a long network into pieces that stand side by side. Cuts are made only below a box that all
 * later boxes depend on through it alone, so that one line leads from piece to piece.
 */
final class Columns {
  private Columns() {}

  /**
   * The pieces, each as the parts' indices in order. Every piece but the first begins with the last
   * part of the piece before.
   *
   * @param pieces how many are wanted; fewer where there are no places to cut
   */
  static List<List<Integer>> of(List<Part> parts, int pieces) {
    List<Integer> cuts = cuts(parts);
    List<List<Integer>> columns = new ArrayList<>();
    double share = (double) parts.size() / pieces;
    int start = 0;
    for (int piece = 1; piece < pieces; piece++) {
      double ideal = piece * share;
      int best = -1;
      for (int cut : cuts) {
        if (cut > start + 1
            && cut < parts.size() - 2
            && (best < 0 || Math.abs(cut - ideal) < Math.abs(best - ideal))) {
          best = cut;
        }
      }
      if (best > 0) {
        columns.add(range(start, best));
        start = best;
      }
    }
    columns.add(range(start, parts.size() - 1));
    return columns;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> range = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      range.add(i);
    }
    return range;
  }

  /** Parts that no line passes by. */
  private static List<Integer> cuts(List<Part> parts) {
    int[] last = new int[parts.size()];
    for (int i = 0; i < last.length; i++) {
      for (int source : parts.get(i).sources()) {
        last[source] = i;
      }
    }
    List<Integer> cuts = new ArrayList<>();
    int reach = 0;
    for (int i = 0; i < last.length; i++) {
      if (reach <= i && last[i] > i) {
        cuts.add(i);
      }
      reach = Math.max(reach, last[i]);
    }
    return cuts;
  }
}
