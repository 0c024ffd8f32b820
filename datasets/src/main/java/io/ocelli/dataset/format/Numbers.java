package io.ocelli.dataset.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as text, without exponents and useless zeros. */
final class Numbers {
  private Numbers() {}

  /** The shortest text that reads as the same number: {@code 12}, {@code 0.5}. */
  static String plain(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  /** With at most so many decimals. */
  static String plain(double value, int decimals) {
    return plain(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The number that a text is; null if it is none. Not a number and infinity are numbers here. */
  static @Nullable Double of(@Nullable String text) {
    if (text == null || text.isBlank() || text.endsWith("d") || text.endsWith("f")) {
      return null;
    }
    String word = text.strip().toLowerCase(java.util.Locale.ROOT);
    if (word.matches("[+-]?(inf|infinity)")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (word.matches("[+-]?nan")) {
      return Double.NaN;
    }
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  /**
   * The fewest decimals with which {@code from + size} is still {@code to} as a float; for boxes
   * that are written as a corner and a size.
   */
  static double size(double from, float to) {
    return shortest(from, to);
  }

  /** The fewest decimals with which the number is still the same float. */
  static double corner(float value) {
    return shortest(0, value);
  }

  private static double shortest(double from, float to) {
    double exact = (double) to - from;
    for (int decimals = 0; decimals <= 9; decimals++) {
      double rounded =
          BigDecimal.valueOf(exact).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
      if ((float) (from + rounded) == to) {
        return rounded;
      }
    }
    return exact;
  }
}
