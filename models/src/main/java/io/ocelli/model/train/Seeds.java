package io.ocelli.model.train;

/** Seeds of parts from the seed of the whole. */
final class Seeds {
  private Seeds() {}

  /**
   * A well-mixed seed of (seed, a, b): the finaliser of SplitMix64 (Steele, Lea and Flood 2014)
   * after each part.
   */
  static long mix(long seed, long a, long b) {
    return finish(finish(finish(seed + 0x9E3779B97F4A7C15L) + a) + b);
  }

  private static long finish(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
