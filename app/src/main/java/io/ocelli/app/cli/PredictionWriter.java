package io.ocelli.app.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Writes predictions and failures, one input after the other, in one {@link OutputFormat}. */
interface PredictionWriter extends AutoCloseable {
  /**
   * Digits after the point of a probability: more say nothing, and floats of two machines agree.
   */
  int DIGITS = 6;

  /** One picture. */
  void predicted(Prediction prediction) throws IOException;

  /** One input that failed, and why in one line. */
  void failed(String source, String error) throws IOException;

  /** Writes out what is held back; leaves the sink open. */
  @Override
  void close() throws IOException;

  /**
   * A writer of the format.
   *
   * @param names of all inputs and labels of the model, for the widths of a table's columns
   */
  static PredictionWriter of(
      OutputFormat format, ResultSink sink, List<String> names, List<String> labels)
      throws IOException {
    return switch (format) {
      case TABLE -> new TablePredictions(sink.stream(), names, labels);
      case CSV -> new CsvPredictions(sink.stream());
      case JSONL -> new JsonLinePredictions(sink.stream());
    };
  }

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
