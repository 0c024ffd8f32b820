package io.ocelli.augment;

import io.ocelli.ops.Range;
import io.ocelli.ops.Spread;
import java.util.SplittableRandom;

/**
 * The chance of one step for one example. What it gives depends on the seed, the epoch, the index
 * of the example and the place of the step, so it does not depend on threads, on order, or on what
 * other steps draw. For one thread.
 */
public final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * The dice of a step.
   *
   * @param seed of the run
   * @param epoch from 0
   * @param index of the example in its data set
   * @param place of the step in its pipeline
   */
  public static Dice of(long seed, int epoch, int index, int place) {
    return new Dice(mix(mix(mix(mix(seed) + epoch) + index) + place));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), so that near seeds are far apart. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** True with a probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from 0 to below 1. */
  public double unit() {
    return random.nextDouble();
  }

  /** A number between two ends; they may be equal. */
  public double between(double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  /** A number of a range. */
  public double in(Range range) {
    return between(range.from(), range.to());
  }

  /** A number of a spread. */
  public double in(Spread spread) {
    return between(spread.from(), spread.to());
  }

  /** A whole number from 0 to below a limit. */
  public int below(int limit) {
    return random.nextInt(limit);
  }

  /** A whole number of a range, both ends included. */
  public int whole(Range range) {
    return random.nextInt((int) Math.round(range.from()), (int) Math.round(range.to()) + 1);
  }

  /** A number with mean 0 and standard deviation 1. */
  public double gaussian() {
    return random.nextGaussian();
  }

  /**
   * A number of the gamma distribution with scale 1 (Marsaglia and Tsang 2000).
   *
   * @param shape above 0
   */
  public double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  /** A number from 0 to 1 of the beta distribution. */
  public double beta(double a, double b) {
    double x = gamma(a);
    double y = gamma(b);
    return x + y > 0 ? x / (x + y) : 0.5;
  }

  /** 64 random bits, for other generators. */
  public long bits() {
    return random.nextLong();
  }

  /** Dice of their own for a part of the step. */
  public Dice part(int number) {
    return new Dice(mix(random.nextLong() + number));
  }
}
