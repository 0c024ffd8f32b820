package io.ocelli.dataset;

import io.ocelli.error.UsageException;
import java.util.Locale;

/**
 * How much of an unsplit data set is put aside.
 *
 * @param val share for validation, 0 to below 1
 * @param test share for the test, 0 to below 1; what remains is for training
 */
public record SplitRatios(double val, double test) {
  /** A tenth each. */
  public static final SplitRatios DEFAULT = new SplitRatios(0.1, 0.1);

  /** All for training. */
  public static final SplitRatios NONE = new SplitRatios(0, 0);

  /** Checks the range; {@link UsageException} if nothing would be left to train on. */
  public SplitRatios {
    check("--val", val);
    check("--test", test);
    if (val + test >= 1) {
      throw new UsageException(
          "nothing is left to train on",
          String.format(Locale.ROOT, "val %s + test %s", val, test),
          "--val and --test",
          "give shares whose sum is below 1, such as --val 0.1 --test 0.1");
    }
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
