package io.ocelli.dataset.split;

import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.StratifiedSplit;
import io.ocelli.dataset.split.SplitStrategy.By;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the strategies do. */
final class Splitting {
  private Splitting() {}

  static Assignment split(SplitStrategy strategy, List<SplitItem> items, long seed) {
    requireDistinct(items);
    if (strategy instanceof SplitStrategy.HoldOut holdOut) {
      return new Assignment.Single(holdOut(holdOut, items, seed));
    } else if (strategy instanceof SplitStrategy.KFold kFold) {
      return turns(kFold(kFold, items, seed));
    } else if (strategy instanceof SplitStrategy.LeaveOneOut one) {
      return turns(leaveOneOut(one, items));
    } else if (strategy instanceof SplitStrategy.TimeSeries series) {
      return TimeOrder.of(items).series(series);
    } else if (strategy instanceof SplitStrategy.Repeated repeated) {
      Map<Integer, List<Split>> folds = new TreeMap<>();
      for (int i = 1; i <= repeated.times(); i++) {
        folds.put(i, holdOut(repeated.what(), items, mixed(seed, i)));
      }
      return new Assignment.Listed(folds);
    }
    return within((SplitStrategy.Within) strategy, items, seed);
  }

  private static void requireDistinct(List<SplitItem> items) {
    Set<String> seen = new HashSet<>();
    for (SplitItem item : items) {
      if (!seen.add(item.path())) {
        throw new UsageException(
            "two pictures with the same path",
            item.path(),
            "the data set",
            "rename one of them, or move it to another folder");
      }
    }
  }

  /** Seeds that have nothing in common, by the finisher of SplitMix64. */
  private static long mixed(long seed, int round) {
    long z = seed + round * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static List<Split> holdOut(
      SplitStrategy.HoldOut holdOut, List<SplitItem> items, long seed) {
    SplitRatios ratios = holdOut.ratios();
    List<Split> to =
        switch (holdOut.by()) {
          case NONE -> StratifiedSplit.of(paths(items), sameForAll(items), ratios, seed);
          case CLASS -> StratifiedSplit.of(paths(items), labels(items), ratios, seed);
          case TIME -> TimeOrder.of(items).holdOut(ratios, seed);
          case GROUP -> {
            List<Split> asked = ratios.asked();
            double[] shares = asked.stream().mapToDouble(ratios::of).toArray();
            Groups groups = Groups.of(items);
            if (groups.size() < asked.size()) {
              throw new UsageException(
                  "fewer groups than splits",
                  groups.size() + " groups for " + names(asked),
                  "the groups",
                  "ask for fewer splits, or make smaller groups");
            }
            int[] part = new GroupBalance(groups, shares, seed).parts();
            yield IntStream.range(0, items.size())
                .mapToObj(i -> asked.get(part[groups.of(i)]))
                .toList();
          }
        };
    for (Split split : ratios.asked()) {
      if (!to.contains(split)) {
        throw new UsageException(
            "a split without pictures",
            split.folder() + " (share " + ratios.of(split) + " of " + items.size() + " pictures)",
            "the shares",
            "give a larger share, or add pictures");
      }
    }
    return to;
  }

  /** The fold of each item, from 1. */
  private static List<Integer> kFold(SplitStrategy.KFold kFold, List<SplitItem> items, long seed) {
    int folds = kFold.folds();
    if (kFold.by() == By.GROUP) {
      Groups groups = Groups.of(items);
      requireAtLeast(folds, groups.size(), "groups");
      double[] shares = new double[folds];
      java.util.Arrays.fill(shares, 1.0 / folds);
      int[] part = new GroupBalance(groups, shares, seed).parts();
      return IntStream.range(0, items.size()).mapToObj(i -> 1 + part[groups.of(i)]).toList();
    }
    requireAtLeast(folds, items.size(), "pictures");
    Map<String, List<Integer>> byClass = new TreeMap<>();
    for (int i : StratifiedSplit.drawn(paths(items), seed)) {
      String label = kFold.by() == By.CLASS ? items.get(i).label() : "";
      byClass.computeIfAbsent(label, name -> new ArrayList<>()).add(i);
    }
    int largest = byClass.values().stream().mapToInt(List::size).max().orElse(0);
    requireAtLeast(folds, largest, "pictures of any class");
    // Dealt like cards, one class after the other, so that the folds differ by one at most, too.
    Integer[] fold = new Integer[items.size()];
    int dealt = 0;
    for (List<Integer> members : byClass.values()) {
      for (int i : members) {
        fold[i] = 1 + dealt++ % folds;
      }
    }
    return List.of(fold);
  }

  private static void requireAtLeast(int folds, int n, String what) {
    if (n < folds) {
      throw new UsageException(
          "more folds than " + what,
          folds + " folds, " + n + " " + what,
          "--folds",
          n < 2 ? "add pictures" : "give " + n + " or fewer");
    }
  }

  private static List<Integer> leaveOneOut(SplitStrategy.LeaveOneOut one, List<SplitItem> items) {
    List<SplitItem> units =
        one.groups() ? items : items.stream().map(item -> item.withGroup(null)).toList();
    Groups groups = Groups.of(units);
    if (groups.size() < 2) {
      throw new UsageException(
          "nothing is left to train on when one is left out",
          groups.size() + (one.groups() ? " groups" : " pictures"),
          "the data set",
          "two or more are needed");
    }
    return IntStream.range(0, items.size()).mapToObj(i -> 1 + groups.of(i)).toList();
  }

  private static Assignment turns(List<Integer> fold) {
    return new Assignment.Turns(fold, Collections.nCopies(fold.size(), Split.TRAIN));
  }

  private static Assignment within(SplitStrategy.Within within, List<SplitItem> items, long seed) {
    List<Split> first = holdOut(within.first(), items, seed);
    List<Integer> rest =
        IntStream.range(0, items.size()).filter(i -> first.get(i) == Split.TRAIN).boxed().toList();
    Assignment inner = split(within.folds(), rest.stream().map(items::get).toList(), seed);
    return Assignments.spread(inner, rest, first);
  }

  static List<String> paths(List<SplitItem> items) {
    return items.stream().map(SplitItem::path).toList();
  }

  private static List<String> labels(List<SplitItem> items) {
    return items.stream().map(SplitItem::label).toList();
  }

  private static List<String> sameForAll(List<SplitItem> items) {
    return Collections.nCopies(items.size(), "");
  }

  private static String names(List<Split> splits) {
    return splits.stream().map(Split::folder).collect(Collectors.joining(", "));
  }
}
