package io.ocelli.model.quantize;

import java.util.Arrays;

/** The values that one tensor takes on the calibration pictures. Filled in two passes. */
final class ValueRange {
  private static final int BINS = 4096;

  /** The part of the values that may lie outside at each end, where the tails are cut. */
  private static final double TAIL = 1e-4;

  private float least;
  private float most;
  private final long[] bins = new long[BINS];
  private long count;

  /** First pass. */
  void widen(float[] values) {
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }

  /** Second pass. */
  void count(float[] values) {
    float factor = most > least ? (BINS - 1) / (most - least) : 0;
    for (float value : values) {
      bins[(int) ((value - least) * factor + 0.5f)]++;
    }
    count += values.length;
  }

  boolean isFinite() {
    return Float.isFinite(least) && Float.isFinite(most);
  }

  float largestMagnitude() {
    return Math.max(-least, most);
  }

  /**
   * From where to where values are kept apart; holds 0.
   *
   * @param tailsCut without the outermost 0.01 percent at each end
   */
  Bounds bounds(boolean tailsCut) {
    if (!tailsCut || count == 0 || !(most > least)) {
      return new Bounds(least, most);
    }
    long outside = (long) (count * TAIL);
    float step = (most - least) / (BINS - 1);
    int low = 0;
    for (long seen = bins[0]; seen <= outside; seen += bins[low]) {
      low++;
    }
    int high = BINS - 1;
    for (long seen = bins[high]; seen <= outside; seen += bins[high]) {
      high--;
    }
    return new Bounds(Math.min(0, least + low * step), Math.max(0, least + high * step));
  }

  /** A range that holds 0. */
  record Bounds(float least, float most) {
    float scale() {
      float scale = (most - least) / 255;
      return scale > Float.MIN_NORMAL ? scale : 1;
    }

    int zeroPoint() {
      return Math.max(0, Math.min(255, Math.round(-least / scale())));
    }
  }

  @Override
  public String toString() {
    return least + ".." + most + " " + Arrays.stream(bins).filter(n -> n > 0).count() + " bins";
  }
}
