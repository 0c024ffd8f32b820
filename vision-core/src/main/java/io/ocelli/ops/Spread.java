package io.ocelli.ops;

/**
 * What a random change is drawn from, evenly; written {@code 20} for -20 to 20, or {@code -5..20}.
 *
 * @param from the least
 * @param to the largest
 */
public record Spread(double from, double to) {
  /** No change. */
  public static final Spread NONE = new Spread(0, 0);

  /** Checks that both are numbers in their order. */
  public Spread {
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      throw new IllegalArgumentException("a spread has two numbers, got " + from + " and " + to);
    }
    if (from > to) {
      throw new IllegalArgumentException("write the smaller number first");
    }
  }

  /** The same to either side. */
  public static Spread of(double largest) {
    return new Spread(-Math.abs(largest), Math.abs(largest));
  }

  @Override
  public String toString() {
    return from == -to
        ? ValueType.number(to)
        : ValueType.number(from) + ".." + ValueType.number(to);
  }
}
