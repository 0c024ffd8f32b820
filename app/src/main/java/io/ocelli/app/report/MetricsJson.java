package io.ocelli.app.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ocelli.metric.ClassMetrics;
import io.ocelli.metric.ClassificationReport;
import io.ocelli.metric.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code metrics.json} of a classifier: {@code accuracy}, {@code macro_f1}, {@code
 * macro_precision}, {@code macro_recall}, {@code top5}, {@code loss}, {@code per_class} with {@code
 * precision}, {@code recall}, {@code f1}, {@code support}, {@code confusion} (rows truth, in the
 * order of {@code per_class}), {@code seconds}, {@code images}, {@code split}, {@code tta} (views
 * whose probabilities were averaged, or none).
 */
public final class MetricsJson {
  private MetricsJson() {}

  /** Writes the file, in one piece. */
  public static void write(Path file, Evaluation evaluation) {
    ClassificationReport report = evaluation.metrics();
    AtomicFile.write(
        file,
        out -> {
          try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                  .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("accuracy", report.accuracy());
            json.writeNumberField("macro_f1", report.macro().f1());
            json.writeNumberField("macro_precision", report.macro().precision());
            json.writeNumberField("macro_recall", report.macro().recall());
            json.writeNumberField("top5", report.top5());
            json.writeNumberField("loss", report.loss());
            json.writeObjectFieldStart("per_class");
            for (ClassMetrics c : report.perClass()) {
              json.writeObjectFieldStart(c.label());
              json.writeNumberField("precision", c.precision());
              json.writeNumberField("recall", c.recall());
              json.writeNumberField("f1", c.f1());
              json.writeNumberField("support", c.support());
              json.writeEndObject();
            }
            json.writeEndObject();
            confusion(json, report.confusion());
            json.writeNumberField("seconds", evaluation.seconds());
            json.writeNumberField("images", report.samples());
            json.writeStringField("split", evaluation.split());
            json.writeStringField("tta", evaluation.tta());
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }

  private static void confusion(JsonGenerator json, ConfusionMatrix matrix) throws IOException {
    json.writeArrayFieldStart("confusion");
    for (long[] row : matrix.counts()) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
  }
}
