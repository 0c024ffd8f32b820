package io.ocelli.ops;

/**
 * Two numbers, both included; written {@code 35..85}, or {@code 40} for {@code 40..40}. Where a
 * parameter is an angle, {@code from} may be above {@code to}: the range goes by way of 0.
 *
 * @param from where it begins
 * @param to where it ends
 */
public record Range(double from, double to) {
  /** Checks that both are numbers. */
  public Range {
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      throw new IllegalArgumentException("a range has two numbers, got " + from + " and " + to);
    }
  }

  @Override
  public String toString() {
    return ValueType.number(from) + ".." + ValueType.number(to);
  }
}
