package io.ocelli.ops;

/**
 * A length or a place: pixels, or a part of the picture's side; written {@code 40} or {@code 25%}.
 *
 * @param amount pixels, or per cent of the side
 * @param percent whether it is per cent
 */
public record Length(double amount, boolean percent) {
  /** Checks that it is a number. */
  public Length {
    if (!Double.isFinite(amount)) {
      throw new IllegalArgumentException("a length is a number, got " + amount);
    }
  }

  /** A number of pixels. */
  public static Length pixels(double amount) {
    return new Length(amount, false);
  }

  /** A part of the side, in per cent. */
  public static Length percent(double amount) {
    return new Length(amount, true);
  }

  /** In pixels, for a side of the given length; not rounded. */
  public double of(int side) {
    return percent ? amount * side / 100 : amount;
  }

  @Override
  public String toString() {
    return ValueType.number(amount) + (percent ? "%" : "");
  }
}
