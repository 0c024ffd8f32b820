package io.ocelli.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.metric.ClassificationMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  private static List<String> titles(
      Evaluation evaluation, List<Epoch> epochs, List<Integer> train) {
    ClassifierRun run =
        SampleRuns.run(evaluation.metrics().labels(), evaluation, epochs, List.of());
    Map<String, List<Integer>> counts = new LinkedHashMap<>(run.data().counts());
    counts.put("train", train);
    DataFacts data = new DataFacts("d", run.data().classes(), counts, "", "", List.of());
    return Remarks.on(
            new ClassifierRun(run.run(), data, run.model(), run.history(), evaluation, List.of()))
        .stream()
        .map(Remark::title)
        .toList();
  }

  private static Evaluation good() {
    return SampleRuns.evaluation(ABC, 300, 0.98, null);
  }

  private static List<Epoch> epochs(
      int n, double trainAccuracy, double valAccuracy, double... loss) {
    List<Epoch> epochs = new ArrayList<>();
    for (int e = 1; e <= n; e++) {
      double rise = 0.001 * e;
      epochs.add(
          new Epoch(
              e,
              0.1,
              trainAccuracy + rise,
              loss[Math.min(e, loss.length) - 1],
              valAccuracy + rise,
              1e-3,
              100,
              1));
    }
    return epochs;
  }

  private static Evaluation alwaysWrong() {
    ClassificationMetrics metrics = new ClassificationMetrics(ABC);
    for (int i = 0; i < 90; i++) {
      float[] row = new float[3];
      row[(i + 1) % 3] = 1;
      metrics.add(i % 3, row);
    }
    return new Evaluation("val", metrics.report(), List.of(), 1);
  }

  private static final List<Integer> EVEN = List.of(100, 100, 100);

  @Test
  void overfitting() {
    assertThat(titles(good(), epochs(4, 0.98, 0.7, 0.5), EVEN))
        .anyMatch(t -> t.startsWith("Overfitting"))
        .noneMatch(t -> t.startsWith("Underfitting") || t.contains("agree"));
  }

  @Test
  void underfitting() {
    assertThat(titles(good(), epochs(4, 0.6, 0.6, 0.9), EVEN))
        .anyMatch(t -> t.startsWith("Underfitting"))
        .noneMatch(t -> t.startsWith("Overfitting"));
  }

  @Test
  void aGoodRunIsCalledGood() {
    assertThat(titles(good(), epochs(6, 0.97, 0.96, 0.1), EVEN))
        .contains("Training and validation agree")
        .noneMatch(t -> t.contains("fitting") || t.contains("improving") || t.contains("few"));
  }

  @Test
  void stillImprovingButNotWhereLossTurnsUp() {
    double[] falling = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2};
    double[] turning = {1, 0.9, 0.8, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6};
    assertThat(titles(good(), epochs(9, 0.95, 0.94, falling), EVEN))
        .contains("It was still improving when training ended");
    assertThat(titles(good(), epochs(9, 0.95, 0.94, turning), EVEN))
        .contains("Validation loss turned upwards")
        .doesNotContain("It was still improving when training ended");
  }

  @Test
  void data() {
    assertThat(titles(good(), List.of(), List.of(400, 100, 19)))
        .contains("Unbalanced classes", "Few pictures to learn from");
    assertThat(titles(good(), List.of(), List.of(399, 100, 100)))
        .doesNotContain("Unbalanced classes", "Few pictures to learn from");
  }

  @Test
  void fewPicturesMeasured() {
    assertThat(titles(SampleRuns.evaluation(ABC, 4, 0.9, null), List.of(), EVEN))
        .startsWith("Measured on few pictures");
    assertThat(titles(good(), List.of(), EVEN)).doesNotContain("Measured on few pictures");
  }

  @Test
  void baselines() {
    assertThat(
            titles(SampleRuns.evaluation(ABC, 300, 0.98, new Baseline("g", 0.95)), List.of(), EVEN))
        .contains("Hardly better than a simple guess");
    assertThat(
            titles(SampleRuns.evaluation(ABC, 300, 0.98, new Baseline("g", 0.4)), List.of(), EVEN))
        .contains("Clearly better than a simple guess");
    assertThat(titles(alwaysWrong(), List.of(), EVEN))
        .contains(
            "No better than always naming the largest class",
            "Classes that are missed more often than found");
  }

  @Test
  void shortLabelsStayApart() {
    var metrics =
        new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_INT_RGB)
            .createGraphics()
            .getFontMetrics();
    List<String> labels =
        IntStream.range(0, 3)
            .mapToObj(i -> "Tomato___" + "very_".repeat(20) + i + "_" + "long_".repeat(20))
            .toList();

    List<String> cut = ShortLabels.of(labels, metrics, 150);
    assertThat(cut).doesNotHaveDuplicates().allMatch(l -> metrics.stringWidth(l) <= 150);
    assertThat(ShortLabels.of(List.of("Corn___Gray_Leaf_Spot", "___"), metrics, 300))
        .containsExactly("Corn / Gray Leaf Spot", "___");
  }
}
