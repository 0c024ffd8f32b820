package io.ocelli.dataset;

import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of an unsplit data set is put aside. What remains is for training.
 *
 * @param val share for validation, 0 to below 1
 * @param test share for the test, 0 to below 1
 * @param trainDev share for {@link Split#TRAIN_DEV}, 0 to below 1
 */
public record SplitRatios(double val, double test, double trainDev) {
  /** A tenth each for val and test. */
  public static final SplitRatios DEFAULT = new SplitRatios(0.1, 0.1);

  /** All for training. */
  public static final SplitRatios NONE = new SplitRatios(0, 0);

  /** Without a train-dev part. */
  public SplitRatios(double val, double test) {
    this(val, test, 0);
  }

  /** Checks the range; {@link UsageException} if nothing would be left to train on. */
  public SplitRatios {
    check("--val", val);
    check("--test", test);
    check("--train-dev", trainDev);
    if (val + test + trainDev >= 1) {
      boolean three = trainDev > 0;
      throw new UsageException(
          "nothing is left to train on",
          String.format(Locale.ROOT, "val %s + test %s", val, test)
              + (three ? " + train-dev " + trainDev : ""),
          three ? "--val, --test and --train-dev" : "--val and --test",
          "give shares whose sum is below 1, such as --val 0.1 --test 0.1");
    }
  }

  /** The share of a split; that of train is what the others leave. */
  public double of(Split split) {
    return switch (split) {
      case TRAIN -> 1 - val - test - trainDev;
      case TRAIN_DEV -> trainDev;
      case VAL -> val;
      case TEST -> test;
    };
  }

  /** The splits that get a share, train first, in the order of {@link Split}. */
  public List<Split> asked() {
    List<Split> asked = new ArrayList<>();
    for (Split split : Split.values()) {
      if (of(split) > 0) {
        asked.add(split);
      }
    }
    return List.copyOf(asked);
  }

  private static void check(String option, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new UsageException(
          "a share of the pictures must be 0 to below 1",
          Double.toString(share),
          option,
          "give a share such as 0.1");
    }
  }
}
