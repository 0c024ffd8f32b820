package io.ocelli.dataset.split;

import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.StratifiedSplit;
import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Items in the order of time. Cuts fall between different times only. */
final class TimeOrder {
  private final List<SplitItem> items;
  private final List<Integer> order;

  private TimeOrder(List<SplitItem> items, List<Integer> order) {
    this.items = items;
    this.order = order;
  }

  static TimeOrder of(List<SplitItem> items) {
    List<Integer> order =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> items.get(i).time())
                    .thenComparing(i -> items.get(i).path()))
            .toList();
    return new TimeOrder(items, order);
  }

  List<Split> holdOut(SplitRatios ratios, long seed) {
    int n = items.size();
    int test = cut(n - (int) Math.round(n * ratios.test()));
    int val = Math.min(test, cut(n - (int) Math.round(n * (ratios.test() + ratios.val()))));
    Split[] to = new Split[n];
    for (int k = 0; k < n; k++) {
      to[order.get(k)] = k < val ? Split.TRAIN : k < test ? Split.VAL : Split.TEST;
    }
    // Drawn from the time of train, because it is to be of the same kind.
    List<Integer> before = order.subList(0, val);
    List<String> names = before.stream().map(i -> items.get(i).path()).toList();
    int dev = Math.min((int) Math.round(n * ratios.trainDev()), Math.max(0, val - 1));
    StratifiedSplit.drawn(names, seed).stream()
        .limit(dev)
        .forEach(k -> to[before.get(k)] = Split.TRAIN_DEV);
    return List.of(to);
  }

  Assignment series(SplitStrategy.TimeSeries series) {
    int n = items.size();
    int folds = series.folds();
    if (folds + 1 > n) {
      throw tooFew(folds, n + " pictures");
    }
    int size = n / (folds + 1);
    int[] cuts = new int[folds + 1];
    for (int k = 0; k < folds; k++) {
      cuts[k] = cut(n - (folds - k) * size);
    }
    cuts[folds] = n;
    Map<Integer, List<@Nullable Split>> byFold = new TreeMap<>();
    for (int k = 0; k < folds; k++) {
      int learned = cuts[k] - series.gap();
      if (cuts[k] == 0 || cuts[k] == cuts[k + 1]) {
        long times = items.stream().mapToLong(SplitItem::time).distinct().count();
        throw tooFew(folds, n + " pictures of " + times + " different times");
      }
      if (learned <= 0) {
        throw new UsageException(
            "the gap leaves nothing to train on in fold " + (k + 1),
            series.gap() + " of " + cuts[k] + " pictures before it",
            "--gap",
            "give a smaller gap or fewer folds");
      }
      @Nullable Split[] to = new Split[n];
      for (int i = 0; i < cuts[k + 1]; i++) {
        to[order.get(i)] = i < learned ? Split.TRAIN : i < cuts[k] ? null : Split.VAL;
      }
      byFold.put(k + 1, new ArrayList<>(Arrays.asList(to)));
    }
    return new Assignment.Listed(byFold);
  }

  private static UsageException tooFew(int folds, String have) {
    return new UsageException(
        "too few times for as many folds",
        folds + " folds, " + have,
        "--folds",
        "give fewer folds, or times that tell more pictures apart");
  }

  /** The cut between different times that is nearest; of two the earlier. */
  private int cut(int wanted) {
    for (int away = 0; away <= items.size(); away++) {
      if (isCut(wanted - away)) {
        return wanted - away;
      }
      if (isCut(wanted + away)) {
        return wanted + away;
      }
    }
    return items.size();
  }

  private boolean isCut(int at) {
    int n = items.size();
    return at == 0
        || at == n
        || (at > 0
            && at < n
            && items.get(order.get(at - 1)).time() != items.get(order.get(at)).time());
  }
}
