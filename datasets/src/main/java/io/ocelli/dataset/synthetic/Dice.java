package io.ocelli.dataset.synthetic;

import java.util.SplittableRandom;

/** Random draws for one picture. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Uniform in [0, 1). */
  double next() {
    return random.nextDouble();
  }

  /** Uniform in [low, high). */
  double in(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number from low to high, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Around 0, within -1 to 1, mostly near 0 (mean of three uniform draws). */
  double bell() {
    return (in(-1, 1) + in(-1, 1) + in(-1, 1)) / 3;
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  long seed() {
    return random.nextLong();
  }
}
