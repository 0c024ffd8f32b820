package io.ocelli.metric;

/** A range that probably holds the true value; both ends belong to it. */
public record Interval(double low, double high) {
  private static final double Z95 = 1.959963984540054;

  /**
   * The 95 % interval of a share by Wilson's score method (Wilson 1927), which stays within 0 and 1
   * and is honest for few samples and for shares near 0 and 1.
   *
   * @param successes from 0 to {@code trials}
   * @param trials at least 1
   */
  public static Interval wilson95(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
    }
    double share = (double) successes / trials;
    double z2 = Z95 * Z95;
    double middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
    double half =
        Z95
            * Math.sqrt(share * (1 - share) / trials + z2 / (4.0 * trials * trials))
            / (1 + z2 / trials);
    return new Interval(
        successes == 0 ? 0 : Math.max(0, middle - half),
        successes == trials ? 1 : Math.min(1, middle + half));
  }

  /** Whether the value lies between the ends or on one. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** The distance of the ends. */
  public double width() {
    return high - low;
  }
}
