package io.ocelli.dataset.split;

import io.ocelli.dataset.SplitRatios;
import io.ocelli.error.UsageException;

/**
 * A way to split. It is a pure function of the items and the seed: neither the order in which the
 * items are given nor the number of threads changes where an item goes.
 *
 * <p>The names are those of scikit-learn: KFold, StratifiedKFold and StratifiedGroupKFold are
 * {@link KFold} by none, class and group; LeaveOneOut and LeaveOneGroupOut are {@link LeaveOneOut};
 * TimeSeriesSplit is {@link TimeSeries}; ShuffleSplit and StratifiedShuffleSplit are {@link
 * Repeated} {@link HoldOut}. The part that a fold holds out is {@link io.ocelli.dataset.Split#VAL
 * val}.
 */
public sealed interface SplitStrategy {

  /** What a split goes by. */
  enum By {
    /** Nothing: each sample is drawn like any other. */
    NONE,
    /** Class: every split has the classes in the same shares. */
    CLASS,
    /** Group: a group is never cut; shares and classes are met as nearly as that allows. */
    GROUP,
    /** Time: the oldest are learned from, the newest tested on; equal times stay together. */
    TIME;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Splits.
   *
   * @param items each with a path of its own
   * @throws UsageException if there are too few items, groups or times, or a split that was asked
   *     for would be empty
   */
  default Assignment split(java.util.List<SplitItem> items, long seed) {
    return Splitting.split(this, items, seed);
  }

  /**
   * One split by shares.
   *
   * <p>By class: {@link io.ocelli.dataset.StratifiedSplit}; val, test and train-dev differ from
   * their shares of a class by less than one sample. By time: train, val, test in this order of
   * time, and train-dev drawn from the samples before val.
   */
  record HoldOut(By by, SplitRatios ratios) implements SplitStrategy {}

  /**
   * As many folds, each held out once.
   *
   * @param folds 2 or more, at most one for each sample, each sample of the largest class, or each
   *     group
   * @param by not time: that is {@link TimeSeries}
   */
  record KFold(int folds, By by) implements SplitStrategy {
    /** Checks the number. */
    public KFold {
      twoOrMore(folds, "--folds");
      if (by == By.TIME) {
        throw new IllegalArgumentException("folds by time are a TimeSeries");
      }
    }
  }

  /**
   * A fold for each sample, or for each group.
   *
   * @param groups whether groups are left out
   */
  record LeaveOneOut(boolean groups) implements SplitStrategy {}

  /**
   * Folds that train on what was before: the samples, by time, are cut into {@code folds + 1} parts
   * of {@code n / (folds + 1)} samples, the first of which takes the rest; fold k is measured on
   * part k + 1 and learns from all before it. A cut that would fall among samples of the same time
   * is moved to the nearer end of them.
   *
   * @param folds 2 or more
   * @param gap number of samples left out between train and val, 0 or more
   */
  record TimeSeries(int folds, int gap) implements SplitStrategy {
    /** Checks the numbers. */
    public TimeSeries {
      twoOrMore(folds, "--folds");
      if (gap < 0) {
        throw new UsageException(
            "a gap is a number of pictures", String.valueOf(gap), "--gap", "give 0 or more");
      }
    }
  }

  /**
   * The same again with other seeds, each time a fold: shuffle-split.
   *
   * @param times 2 or more
   */
  record Repeated(int times, HoldOut what) implements SplitStrategy {
    /** Checks the number. */
    public Repeated {
      twoOrMore(times, "--repeats");
    }
  }

  /**
   * Folds of what a hold-out leaves for training; what it puts aside is the same in all folds.
   *
   * @param first without a val share
   * @param folds a strategy with folds
   */
  record Within(HoldOut first, SplitStrategy folds) implements SplitStrategy {
    /** Refuses a val share: val is what the folds hold out. */
    public Within {
      if (first.ratios().val() > 0) {
        throw new UsageException(
            "a share for val beside folds",
            String.valueOf(first.ratios().val()),
            "--val",
            "leave it out: each fold in turn is val");
      }
    }
  }

  private static void twoOrMore(int n, String option) {
    if (n < 2) {
      throw new UsageException("two or more are needed", String.valueOf(n), option, "give 5");
    }
  }
}
