package io.ocelli.model.timing;

import java.util.Arrays;

/**
 * How long something took many times, in milliseconds.
 *
 * @param p50 half of the times were at most this
 * @param p90 nine in ten
 * @param p99 99 in 100
 * @param mean of all
 * @param count how many times were measured
 */
public record Percentiles(double p50, double p90, double p99, double mean, int count) {
  /**
   * By the nearest-rank rule: the smallest time that at least that part of all times does not
   * exceed.
   *
   * @param nanos at least one time in nanoseconds; stays as it is
   */
  public static Percentiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        at(sorted, 0.50),
        at(sorted, 0.90),
        at(sorted, 0.99),
        Arrays.stream(sorted).average().orElseThrow() / 1e6,
        sorted.length);
  }

  private static double at(long[] sorted, double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
