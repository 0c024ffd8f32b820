package io.ocelli.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ocelli.metric.ClassificationMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFilesTest {
  @TempDir Path folder;

  private static Evaluation evaluation() {
    List<String> labels = List.of("leaf, \"green\"", "葉っぱ");
    float[][] rows = {{0.75f, 0.25f}, {0.625f, 0.375f}, {0.125f, 0.875f}};
    return new Evaluation(
        "test",
        ClassificationMetrics.of(labels, new int[] {0, 1, 1}, rows),
        List.of(
            Prediction.of("a,b/\"c\".jpg", 0, rows[0]),
            Prediction.of("лист\nтомата.jpg", 1, rows[1]),
            Prediction.of("tomato 🍅.jpg", 1, rows[2])),
        1.5);
  }

  @Test
  void metricsHaveTheAgreedKeys() throws Exception {
    Path file = folder.resolve("metrics.json");
    MetricsJson.write(file, evaluation());
    JsonNode json = new ObjectMapper().readTree(file.toFile());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "accuracy",
            "macro_f1",
            "macro_precision",
            "macro_recall",
            "top5",
            "loss",
            "per_class",
            "confusion",
            "seconds",
            "images",
            "split",
            "tta");
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(2 / 3.0);
    assertThat(json.get("top5").doubleValue()).isEqualTo(1);
    assertThat(json.get("per_class").get("葉っぱ").get("recall").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("per_class").get("leaf, \"green\"").get("precision").doubleValue())
        .isEqualTo(0.5);
    assertThat(json.get("per_class").get("葉っぱ").get("support").longValue()).isEqualTo(2);
    assertThat(json.get("confusion").toString()).isEqualTo("[[1,0],[1,1]]");
    assertThat(json.get("images").longValue()).isEqualTo(3);
    assertThat(json.get("seconds").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("split").textValue()).isEqualTo("test");
    assertThat(json.get("tta").textValue()).isEqualTo("none");
  }

  @Test
  void predictionsParseBackWhateverTheNames() throws Exception {
    Path file = folder.resolve("predictions.csv");
    PredictionsCsv.write(file, evaluation());

    List<Map<String, String>> rows;
    try (MappingIterator<Map<String, String>> read =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      rows = read.readAll();
    }
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0))
        .containsExactly(
            Map.entry("source", "a,b/\"c\".jpg"),
            Map.entry("truth", "leaf, \"green\""),
            Map.entry("predicted", "leaf, \"green\""),
            Map.entry("probability", "0.750000"),
            Map.entry("truth_probability", "0.750000"),
            Map.entry("correct", "true"));
    assertThat(rows.get(1))
        .containsEntry("source", "лист\nтомата.jpg")
        .containsEntry("truth_probability", "0.375000")
        .containsEntry("correct", "false");
    assertThat(rows.get(2)).containsEntry("source", "tomato 🍅.jpg");
  }
}
