package io.ocelli.app.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes predictions and failures, one input after the other, in one {@link OutputFormat}. */
interface PredictionWriter {
  /**
   * Digits after the point of a probability: more say nothing, and floats of two machines agree.
   */
  int DIGITS = 6;

  /** One picture. */
  void predicted(Prediction prediction) throws IOException;

  /**
   * One input that failed, and why in one line.
   *
   * @param position of the input among all, from 0
   */
  void failed(long position, String source, String error) throws IOException;

  /** A probability as it is written: {@link #DIGITS} digits, no exponent. */
  static String digits(float probability) {
    if (!Float.isFinite(probability)) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(Float.toString(probability)).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0.0" : rounded.stripTrailingZeros().toPlainString();
  }
}
