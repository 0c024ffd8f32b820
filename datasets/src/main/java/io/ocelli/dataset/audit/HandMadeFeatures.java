package io.ocelli.dataset.audit;

import java.util.Arrays;

/**
 * Features of a picture without a network: what colours there are (a histogram of 4 x 8 x 8 steps
 * of L, a and b), where (mean and deviation of L, a and b in 3 x 3 cells), which way edges run (9
 * directions in 4 x 4 cells; Dalal and Triggs, Histograms of oriented gradients, CVPR 2005) and
 * what the surface is like (uniform local binary patterns of L on two scales and of a; Ojala,
 * Pietikäinen and Mäenpää, Multiresolution gray-scale and rotation invariant texture
 * classification, PAMI 2002). Histograms are square roots of shares.
 */
final class HandMadeFeatures {
  /** Side of the picture that they are taken of. */
  static final int SIDE = 96;

  private static final int COLOURS = 4 * 8 * 8;
  private static final int CELLS = 3;
  private static final int DIRECTIONS = 9;
  private static final int PATTERNS = 59;
  private static final byte[] UNIFORM = uniform();

  /** How many numbers there are. */
  static final int LENGTH = COLOURS + CELLS * CELLS * 6 + 16 * DIRECTIONS + 3 * PATTERNS;

  private HandMadeFeatures() {}

  /** Of a square picture of {@link #SIDE} as planes of L, a and b. */
  static float[] of(float[][] lab) {
    float[] features = new float[LENGTH];
    int at = colours(lab, features, 0);
    at = places(lab, features, at);
    at = directions(lab[0], features, at);
    at = patterns(lab[0], SIDE, features, at);
    at = patterns(SmallPicture.reduced(lab[0], SIDE, 2), SIDE / 2, features, at);
    patterns(SmallPicture.reduced(lab[1], SIDE, 2), SIDE / 2, features, at);
    return features;
  }

  private static int colours(float[][] lab, float[] features, int at) {
    int n = lab[0].length;
    for (int i = 0; i < n; i++) {
      int light = bin(lab[0][i] / 100, 4);
      int a = bin((lab[1][i] + 40) / 80, 8);
      int b = bin((lab[2][i] + 30) / 90, 8);
      features[at + (light * 8 + a) * 8 + b]++;
    }
    for (int i = at; i < at + COLOURS; i++) {
      features[i] = (float) Math.sqrt(features[i] / n);
    }
    return at + COLOURS;
  }

  private static int bin(float share, int bins) {
    return Math.min(bins - 1, Math.max(0, (int) (share * bins)));
  }

  private static int places(float[][] lab, float[] features, int at) {
    int next = at;
    int size = SIDE / CELLS;
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      for (float[] plane : lab) {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < size; y++) {
          int row = (cell / CELLS * size + y) * SIDE + cell % CELLS * size;
          for (int x = row; x < row + size; x++) {
            sum += plane[x];
            squares += plane[x] * plane[x];
          }
        }
        double mean = sum / (size * size);
        features[next++] = (float) mean;
        features[next++] = (float) Math.sqrt(Math.max(0, squares / (size * size) - mean * mean));
      }
    }
    return next;
  }

  private static int directions(float[] light, float[] features, int at) {
    int size = SIDE / 4;
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int i = y * SIDE + x;
        float dx = light[i + 1] - light[i - 1];
        float dy = light[i + SIDE] - light[i - SIDE];
        float strength = (float) Math.sqrt(dx * dx + dy * dy);
        if (strength > 0) {
          double turn = Math.atan2(dy, dx) / Math.PI;
          double place = (turn < 0 ? turn + 1 : turn) * DIRECTIONS;
          int low = (int) place;
          float share = (float) (place - low);
          int cell = at + (y / size * 4 + x / size) * DIRECTIONS;
          features[cell + low % DIRECTIONS] += (1 - share) * strength;
          features[cell + (low + 1) % DIRECTIONS] += share * strength;
        }
      }
    }
    for (int cell = at; cell < at + 16 * DIRECTIONS; cell += DIRECTIONS) {
      roots(features, cell, DIRECTIONS, 20 * size);
    }
    return at + 16 * DIRECTIONS;
  }

  private static int patterns(float[] plane, int side, float[] features, int at) {
    int[] around = {-side - 1, -side, -side + 1, 1, side + 1, side, side - 1, -1};
    for (int y = 1; y < side - 1; y++) {
      for (int x = 1; x < side - 1; x++) {
        int i = y * side + x;
        int pattern = 0;
        for (int k = 0; k < 8; k++) {
          // Half a level of difference is compression, not surface.
          if (plane[i + around[k]] > plane[i] + 0.5f) {
            pattern |= 1 << k;
          }
        }
        features[at + UNIFORM[pattern]]++;
      }
    }
    roots(features, at, PATTERNS, 0);
    return at + PATTERNS;
  }

  /** Roots of the shares; {@code floor} keeps what is next to nothing from counting as all. */
  private static void roots(float[] features, int from, int length, float floor) {
    float sum = floor;
    for (int i = from; i < from + length; i++) {
      sum += features[i];
    }
    for (int i = from; i < from + length && sum > 0; i++) {
      features[i] = (float) Math.sqrt(features[i] / sum);
    }
  }

  /** Patterns with at most two changes around the circle have a number each, the others one. */
  private static byte[] uniform() {
    byte[] numbers = new byte[256];
    Arrays.fill(numbers, (byte) (PATTERNS - 1));
    byte next = 0;
    for (int pattern = 0; pattern < 256; pattern++) {
      int turned = (pattern >> 1) | (pattern & 1) << 7;
      if (Integer.bitCount(pattern ^ turned) <= 2) {
        numbers[pattern] = next++;
      }
    }
    return numbers;
  }
}
