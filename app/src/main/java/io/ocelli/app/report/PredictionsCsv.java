package io.ocelli.app.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code predictions.csv}: {@code source,truth,predicted,probability,truth_probability,correct}, a
 * row a picture, classes by name.
 */
public final class PredictionsCsv {
  private static final String[] COLUMNS = {
    "source", "truth", "predicted", "probability", "truth_probability", "correct"
  };

  private PredictionsCsv() {}

  /** Writes the file, in one piece. */
  public static void write(Path file, Evaluation evaluation) {
    List<String> labels = evaluation.metrics().labels();
    AtomicFile.write(
        file,
        out -> {
          try (SequenceWriter rows =
              CsvMapper.builder()
                  .disable(com.fasterxml.jackson.core.JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                  .build()
                  .writer()
                  .writeValues(out)) {
            rows.write(COLUMNS);
            for (Prediction p : evaluation.predictions()) {
              rows.write(
                  new String[] {
                    p.source(),
                    labels.get(p.truth()),
                    labels.get(p.predicted()),
                    CsvText.number(p.probability(), 6),
                    CsvText.number(p.truthProbability(), 6),
                    Boolean.toString(p.correct())
                  });
            }
          }
        });
  }
}
