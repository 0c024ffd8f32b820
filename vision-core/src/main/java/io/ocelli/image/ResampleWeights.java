package io.ocelli.image;

import java.util.Arrays;

/**
 * The weights of one axis of {@link Resampler}: which source pixels a run of output pixels is made
 * of, as integers of {@value #BITS} binary places.
 *
 * <p>The filter is a triangle of one output pixel's reach to either side, at least one source
 * pixel's. Pillow's {@code precompute_coeffs} and {@code normalize_coeffs_8bpc} (file Resample.c)
 * fix the order of the floating-point operations and the rounding.
 */
final class ResampleWeights {
  /** Binary places of a weight: 32 less 8 for the pixel and 2 for the sum. */
  static final int BITS = 22;

  private final int in;
  private final int out;
  private final int from;

  /** First source pixel of each output pixel. */
  private final int[] start;

  /** Where that lies, in bytes of BGR from the first one that is used. */
  private final int[] offsets;

  /** Weight of the tap-th source pixel from the start on: {@code [tap][output pixel]}. */
  private final int[][] weights;

  private ResampleWeights(int in, int out, int from, int[] start, int[][] weights) {
    this.in = in;
    this.out = out;
    this.from = from;
    this.start = start;
    this.offsets = new int[start.length];
    for (int i = 0; i < start.length; i++) {
      offsets[i] = 3 * (start[i] - start[0]);
    }
    this.weights = weights;
  }

  /**
   * For the outputs {@code from} to {@code from + count - 1} of an axis that goes from {@code in}
   * to {@code out} pixels.
   */
  static ResampleWeights of(int in, int out, int from, int count) {
    double scale = (double) in / out;
    double reach = Math.max(1, scale);
    double inverse = 1 / reach;
    int[] start = new int[count];
    int[][] each = new int[count][];
    int taps = 1;
    for (int i = 0; i < count; i++) {
      double center = (from + i + 0.5) * scale;
      int first = Math.max(0, (int) (center - reach + 0.5));
      int end = Math.min(in, (int) (center + reach + 0.5));
      start[i] = first;
      each[i] = triangle(first, end, center, inverse);
      taps = Math.max(taps, each[i].length);
    }
    // All get the same number of taps: weights of 0 are added behind, at the end of the axis
    // before.
    int[][] weights = new int[taps][count];
    for (int i = 0; i < count; i++) {
      int shifted = Math.min(start[i], in - taps);
      for (int tap = 0; tap < each[i].length; tap++) {
        weights[tap + start[i] - shifted][i] = each[i][tap];
      }
      start[i] = shifted;
    }
    return new ResampleWeights(in, out, from, start, weights);
  }

  private static int[] triangle(int first, int end, double center, double inverse) {
    double[] exact = new double[end - first];
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      exact[i] = Math.max(0, 1 - Math.abs((i + first - center + 0.5) * inverse));
      sum += exact[i];
    }
    int[] weights = new int[exact.length];
    int used = 1;
    for (int i = 0; i < exact.length; i++) {
      weights[i] = (int) (0.5 + exact[i] / sum * (1 << BITS));
      used = weights[i] == 0 ? used : i + 1;
    }
    return Arrays.copyOf(weights, used);
  }

  boolean isFor(int inSize, int outSize, int first, int count) {
    return in == inSize && out == outSize && from == first && count() == count;
  }

  /** Number of output pixels. */
  int count() {
    return start.length;
  }

  /** Source pixels that an output pixel is made of. */
  int taps() {
    return weights.length;
  }

  /** First source pixel of each output pixel, never decreasing. */
  int[] start() {
    return start;
  }

  /** Bytes of BGR from the first source pixel that is used to the first of each output pixel. */
  int[] offsets() {
    return offsets;
  }

  /** The weights of one tap, for each output pixel. */
  int[] tap(int tap) {
    return weights[tap];
  }

  /** The first source pixel that is used. */
  int first() {
    return start[0];
  }

  /** The source pixel after the last that is used. */
  int end() {
    return start[start.length - 1] + weights.length;
  }

  /** Number of integers held. */
  long size() {
    return (long) taps() * count();
  }
}
