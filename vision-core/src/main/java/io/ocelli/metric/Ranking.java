package io.ocelli.metric;

import java.util.Arrays;

/**
 * How well a score separates positives from negatives, over all thresholds. Equal scores form one
 * threshold, so the order of the samples does not matter.
 */
public final class Ranking {
  private Ranking() {}

  /**
   * The area under the ROC curve: the probability that a positive scores higher than a negative,
   * equal scores counting one half (Mann and Whitney 1947; Fawcett 2006).
   *
   * @return 0 to 1, or NaN without a positive or without a negative
   */
  public static double rocAuc(float[] scores, boolean[] positive) {
    long[] sorted = sorted(scores, positive);
    double negativesBelow = 0;
    double sum = 0;
    long positives = 0;
    for (int start = 0; start < sorted.length; ) {
      int end = endOfTie(sorted, start);
      int hits = positives(sorted, start, end);
      int misses = end - start - hits;
      sum += hits * (negativesBelow + misses / 2.0);
      negativesBelow += misses;
      positives += hits;
      start = end;
    }
    return sum / (positives * negativesBelow); // 0/0, NaN, when one side is empty
  }

  /**
   * Average precision: the sum over thresholds, from high to low, of the gain in recall times the
   * precision there, without interpolation; as scikit-learn's {@code average_precision_score}.
   *
   * @return 0 to 1, or NaN without a positive
   */
  public static double averagePrecision(float[] scores, boolean[] positive) {
    long[] sorted = sorted(scores, positive);
    long hits = 0;
    double sum = 0;
    for (int end = sorted.length; end > 0; ) {
      int start = startOfTie(sorted, end);
      int gained = positives(sorted, start, end);
      hits += gained;
      sum += gained * ((double) hits / (sorted.length - start));
      end = start;
    }
    return sum / hits;
  }

  /** Ascending by score, the lowest bit of each entry says whether the sample is positive. */
  private static long[] sorted(float[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          scores.length + " scores, but " + positive.length + " flags");
    }
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      if (!Float.isFinite(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is " + scores[i]);
      }
      int bits = Float.floatToIntBits(scores[i] + 0f); // +0f turns -0 into 0
      int ordered = bits ^ ((bits >> 31) & 0x7fffffff); // the order of ints is the order of floats
      keys[i] = ((long) ordered << 1) | (positive[i] ? 1 : 0);
    }
    Arrays.sort(keys);
    return keys;
  }

  private static int endOfTie(long[] sorted, int start) {
    int end = start + 1;
    while (end < sorted.length && sorted[end] >> 1 == sorted[start] >> 1) {
      end++;
    }
    return end;
  }

  private static int startOfTie(long[] sorted, int end) {
    int start = end - 1;
    while (start > 0 && sorted[start - 1] >> 1 == sorted[end - 1] >> 1) {
      start--;
    }
    return start;
  }

  private static int positives(long[] sorted, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += (int) (sorted[i] & 1);
    }
    return count;
  }
}
