package io.ocelli.dataset.synthetic;

import java.util.SplittableRandom;

/** Random draws for one picture. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The draws for a picture: a name keeps the kinds apart, near indices give unlike pictures. */
  static Dice of(long seed, String kind, long index) {
    return new Dice(mix(mix(seed) + 31L * kind.hashCode() + index));
  }

  // The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
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
