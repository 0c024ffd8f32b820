package io.ocelli.video;

import io.ocelli.error.UsageException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * An exact fraction, for frame rates and time bases: 30000/1001 is not 29.97.
 *
 * @param numerator 1 or more
 * @param denominator 1 or more
 */
public record Rational(int numerator, int denominator) implements Comparable<Rational> {
  private static final int MOST = 1_000_000;

  /** Checks that both parts are positive. */
  public Rational {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "a rate needs positive parts, got " + numerator + "/" + denominator);
    }
  }

  /** {@code numerator/1}. */
  public static Rational of(int numerator) {
    return new Rational(numerator, 1);
  }

  /**
   * Reads {@code 25}, {@code 29.97} or {@code 30000/1001}. The decimal forms of the NTSC rates
   * (23.976, 29.97, 59.94, 119.88) stand for the exact fractions over 1001.
   *
   * @param origin what messages call the place that it comes from: {@code --fps}
   * @throws UsageException if it is not a number above 0 and up to 1,000,000
   */
  public static Rational parse(String text, String origin) {
    try {
      String[] parts = text.strip().split("/", -1);
      BigDecimal value = new BigDecimal(parts[0].strip());
      BigDecimal by = parts.length == 2 ? new BigDecimal(parts[1].strip()) : BigDecimal.ONE;
      if (parts.length <= 2
          && value.signum() > 0
          && by.signum() > 0
          && Math.max(value.precision(), by.precision()) <= 12
          && Math.max(Math.abs(value.scale()), Math.abs(by.scale())) <= 9) {
        Rational rate = exact(value, by);
        if (rate.toDouble() <= MOST) {
          return rate;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "not a rate", text, origin, "give frames per second: 25, 29.97, 0.5 or 30000/1001");
  }

  private static Rational exact(BigDecimal value, BigDecimal by) {
    if (by.compareTo(BigDecimal.ONE) == 0) {
      for (int whole : new int[] {24, 30, 48, 60, 120}) {
        BigDecimal ntsc = new BigDecimal(whole * 1000.0 / 1001);
        if (value.scale() >= 2 && value.subtract(ntsc).abs().doubleValue() < 0.0012) {
          return new Rational(whole * 1000, 1001);
        }
      }
    }
    int scale = Math.max(0, Math.max(value.scale(), by.scale()));
    BigInteger above = value.movePointRight(scale).toBigIntegerExact();
    BigInteger below = by.movePointRight(scale).toBigIntegerExact();
    BigInteger common = above.gcd(below);
    return new Rational(above.divide(common).intValueExact(), below.divide(common).intValueExact());
  }

  /** The value, rounded to a double. */
  public double toDouble() {
    return (double) numerator / denominator;
  }

  /** {@code denominator/numerator}. */
  public Rational inverse() {
    return new Rational(denominator, numerator);
  }

  /** {@code count / this} seconds in microseconds, rounded to the nearest: when frame n is due. */
  public long micros(long count) {
    return roundDivide(
        BigInteger.valueOf(count).multiply(BigInteger.valueOf(1_000_000L * denominator)),
        BigInteger.valueOf(numerator));
  }

  /**
   * Ticks of this many seconds each as microseconds, rounded to the nearest. Exact back and forth
   * with {@link #ticks} where a tick is longer than a microsecond.
   */
  long ticksToMicros(long ticks) {
    return inverse().micros(ticks);
  }

  /** Microseconds as ticks of this many seconds each, rounded to the nearest. */
  long ticks(long micros) {
    return roundDivide(
        BigInteger.valueOf(micros).multiply(BigInteger.valueOf(denominator)),
        BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(1_000_000)));
  }

  private static long roundDivide(BigInteger a, BigInteger b) {
    BigInteger two = BigInteger.TWO;
    BigInteger[] parts = a.multiply(two).add(b).divideAndRemainder(b.multiply(two));
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return floor.longValueExact();
  }

  @Override
  public int compareTo(Rational other) {
    return Long.compare((long) numerator * other.denominator, (long) other.numerator * denominator);
  }

  /** {@code 25} or {@code 30000/1001}. */
  @Override
  public String toString() {
    return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
  }

  /** At most three decimals, for people: {@code 29.97}. */
  public String decimal() {
    String text = String.format(Locale.ROOT, "%.3f", toDouble());
    return text.replaceFirst("\\.?0+$", "");
  }
}
