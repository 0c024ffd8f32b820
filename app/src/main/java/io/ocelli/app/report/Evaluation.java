package io.ocelli.app.report;

import io.ocelli.metric.ClassificationReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classifier measured on the pictures of one split.
 *
 * @param split "val", "test", "all", …
 * @param metrics the figures
 * @param predictions one a picture, in the order of the split
 * @param seconds the whole evaluation, reading included
 * @param baseline a guess to compare with, measured on the same pictures
 * @param tta name of the views of each picture whose probabilities were averaged; "none" for the
 *     picture alone
 */
public record Evaluation(
    String split,
    ClassificationReport metrics,
    List<Prediction> predictions,
    double seconds,
    @Nullable Baseline baseline,
    String tta) {

  public Evaluation {
    predictions = List.copyOf(predictions);
  }

  /** Without a baseline. */
  public Evaluation(
      String split, ClassificationReport metrics, List<Prediction> predictions, double seconds) {
    this(split, metrics, predictions, seconds, null);
  }

  /** Of the pictures as they are. */
  public Evaluation(
      String split,
      ClassificationReport metrics,
      List<Prediction> predictions,
      double seconds,
      @Nullable Baseline baseline) {
    this(split, metrics, predictions, seconds, baseline, "none");
  }
}
