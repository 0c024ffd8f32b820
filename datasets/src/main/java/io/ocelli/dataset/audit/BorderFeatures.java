package io.ocelli.dataset.audit;

import java.util.Arrays;

/**
 * What the edge of a picture looks like, and nothing of what lies within: of the frame of 9 % of
 * the side all around (together a third of the area), the share of each of 64 colours (4 steps of
 * each of L, a and b) and for each of its four sides the mean and deviation of L, a and b.
 */
final class BorderFeatures {
  private static final double WIDTH = 0.09;
  private static final int STEPS = 4;

  private BorderFeatures() {}

  /** Means of L, a and b. */
  static float[] mean(float[][] lab) {
    float[] mean = new float[3];
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (float value : lab[c]) {
        sum += value;
      }
      mean[c] = (float) (sum / lab[c].length);
    }
    return mean;
  }

  static float[] of(float[][] lab, int side) {
    int width = (int) Math.round(WIDTH * side);
    int colours = STEPS * STEPS * STEPS;
    float[] features = new float[colours + 4 * 6];
    double[][] sums = new double[4][7];
    int total = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int depth = Math.min(Math.min(x, y), Math.min(side - 1 - x, side - 1 - y));
        if (depth >= width) {
          continue;
        }
        int edge = depth == y ? 0 : depth == side - 1 - y ? 1 : depth == x ? 2 : 3;
        int i = y * side + x;
        features[
            bin(lab[0][i], 0, 100) * 16 + bin(lab[1][i], -32, 32) * 4 + bin(lab[2][i], -32, 32)]++;
        total++;
        sums[edge][6]++;
        for (int c = 0; c < 3; c++) {
          sums[edge][2 * c] += lab[c][i];
          sums[edge][2 * c + 1] += lab[c][i] * lab[c][i];
        }
      }
    }
    for (int i = 0; i < colours; i++) {
      features[i] = (float) Math.sqrt(features[i] / total);
    }
    // In the order of their lightness, so that turning a picture changes nothing.
    Arrays.sort(sums, (a, b) -> Double.compare(a[0] / a[6], b[0] / b[6]));
    for (int edge = 0; edge < 4; edge++) {
      for (int c = 0; c < 3; c++) {
        double mean = sums[edge][2 * c] / sums[edge][6];
        double variance = sums[edge][2 * c + 1] / sums[edge][6] - mean * mean;
        features[colours + 6 * edge + 2 * c] = (float) mean;
        features[colours + 6 * edge + 2 * c + 1] = (float) Math.sqrt(Math.max(0, variance));
      }
    }
    return features;
  }

  private static int bin(float value, float from, float to) {
    return Math.min(STEPS - 1, Math.max(0, (int) ((value - from) / (to - from) * STEPS)));
  }
}
