package io.ocelli.app.cli;

import io.ocelli.model.Classification;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code source,rank,index,label,probability}: a row for each of the top classes of a picture, rank
 * from 1. An input that failed has no row; it is named on stderr and in {@code errors.csv}.
 */
final class CsvPredictions implements PredictionWriter {
  private final CsvRows rows;

  CsvPredictions(OutputStream out, boolean header) throws IOException {
    rows = new CsvRows(out, header, "source", "rank", "index", "label", "probability");
  }

  @Override
  public void predicted(Prediction prediction) throws IOException {
    int rank = 1;
    for (Classification c : prediction.classes()) {
      rows.row(
          prediction.source(),
          Integer.toString(rank++),
          Integer.toString(c.index()),
          c.label(),
          PredictionWriter.digits(c.probability()));
    }
  }

  @Override
  public void failed(long position, String source, String error) {
    // No column could hold it without a false rank.
  }
}
