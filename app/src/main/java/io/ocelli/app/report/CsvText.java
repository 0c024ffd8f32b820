package io.ocelli.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers are written in CSV files: plain decimals with a point, empty where unknown. */
final class CsvText {
  /** More than a float holds, so that runs can be compared to 1e-6 and better. */
  private static final MathContext NINE_DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  private CsvText() {}

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    BigDecimal rounded = new BigDecimal(value, NINE_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String number(double value, int decimals) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
        : "";
  }

  static double parse(String cell) {
    return cell.isBlank() ? Double.NaN : Double.parseDouble(cell.trim());
  }
}
