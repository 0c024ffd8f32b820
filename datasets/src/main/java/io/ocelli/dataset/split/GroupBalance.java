package io.ocelli.dataset.split;

import io.ocelli.dataset.StratifiedSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Deals whole groups to parts so that each part gets its share of the items and of every class, as
 * nearly as whole groups allow.
 *
 * <p>What is made small is Pearson's chi-square: the sum, over parts and classes, of (count − share
 * · total)² / (share · total), plus the same for the items of all classes together. First the
 * groups are dealt greedily, large ones before small ones (as scikit-learn's StratifiedGroupKFold
 * does, by another measure), then single groups are moved, and pairs swapped where there are not
 * many, as long as that helps. Every part gets one group at least. Groups of a like size are dealt
 * in an order that the seed draws.
 */
final class GroupBalance {
  private static final int MOST_PASSES = 20;

  /** Swaps are looked for among as many groups only: their number grows with the square. */
  private static final int MOST_TO_SWAP = 600;

  private final Groups groups;
  private final double[] shares;
  private final double[] totals;
  private final double[][] counts;
  private final int[] part;
  private final int[] groupsIn;
  private final List<Integer> order;

  GroupBalance(Groups groups, double[] shares, long seed) {
    this.groups = groups;
    this.shares = shares.clone();
    // The column after the classes is that of all items.
    this.totals = new double[groups.classes() + 1];
    this.counts = new double[shares.length][groups.classes() + 1];
    this.part = new int[groups.size()];
    this.groupsIn = new int[shares.length];
    for (int g = 0; g < groups.size(); g++) {
      int[] of = groups.counts(g);
      for (int k = 0; k < of.length; k += 2) {
        totals[of[k]] += of[k + 1];
        totals[groups.classes()] += of[k + 1];
      }
    }
    this.order = new ArrayList<>(StratifiedSplit.drawn(groups.names(), seed));
    order.sort(Comparator.comparing(g -> -(31 - Integer.numberOfLeadingZeros(groups.weight(g)))));
  }

  /** The part of each group. */
  int[] parts() {
    Arrays.fill(part, -1);
    for (int g : order) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int s = 0; s < shares.length; s++) {
        double change = change(g, s, 1);
        if (change < least - 1e-12) {
          least = change;
          best = s;
        }
      }
      put(g, best);
    }
    fillEmpty();
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      boolean better = moves();
      if (order.size() <= MOST_TO_SWAP) {
        better |= swaps();
      }
      if (!better) {
        break;
      }
    }
    return part.clone();
  }

  private void fillEmpty() {
    for (int s = 0; s < shares.length; s++) {
      if (groupsIn[s] > 0) {
        continue;
      }
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int g : order) {
        if (groupsIn[part[g]] > 1) {
          double change = change(g, part[g], -1) + change(g, s, 1);
          if (change < least - 1e-12) {
            least = change;
            best = g;
          }
        }
      }
      if (best >= 0) {
        take(best);
        put(best, s);
      }
    }
  }

  private boolean moves() {
    boolean better = false;
    for (int g : order) {
      int from = part[g];
      if (groupsIn[from] < 2) {
        continue;
      }
      double leaving = change(g, from, -1);
      int best = from;
      double least = -1e-9;
      for (int s = 0; s < shares.length; s++) {
        double change = s == from ? 0 : leaving + change(g, s, 1);
        if (change < least) {
          least = change;
          best = s;
        }
      }
      if (best != from) {
        take(g);
        put(g, best);
        better = true;
      }
    }
    return better;
  }

  private boolean swaps() {
    boolean better = false;
    for (int a : order) {
      for (int b : order) {
        int from = part[a];
        int to = part[b];
        if (from == to) {
          continue;
        }
        double change = change(a, from, -1) + change(b, to, -1);
        take(a);
        take(b);
        change += change(a, to, 1) + change(b, from, 1);
        boolean helps = change < -1e-9;
        put(a, helps ? to : from);
        put(b, helps ? from : to);
        better |= helps;
      }
    }
    return better;
  }

  /** What adding (sign 1) or taking (-1) the group changes of the chi-square of a part. */
  private double change(int group, int s, int sign) {
    int[] of = groups.counts(group);
    double sum = 0;
    double all = 0;
    for (int k = 0; k < of.length; k += 2) {
      sum += cell(s, of[k], sign * of[k + 1]);
      all += sign * of[k + 1];
    }
    return sum + cell(s, groups.classes(), all);
  }

  private double cell(int s, int column, double by) {
    double target = shares[s] * totals[column];
    return by * (by + 2 * (counts[s][column] - target)) / target;
  }

  private void put(int group, int s) {
    part[group] = s;
    groupsIn[s]++;
    add(group, s, 1);
  }

  private void take(int group) {
    groupsIn[part[group]]--;
    add(group, part[group], -1);
  }

  private void add(int group, int s, int sign) {
    int[] of = groups.counts(group);
    for (int k = 0; k < of.length; k += 2) {
      counts[s][of[k]] += sign * of[k + 1];
      counts[s][groups.classes()] += sign * of[k + 1];
    }
  }
}
