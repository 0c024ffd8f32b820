package io.ocelli.app.cli;

import io.ocelli.app.progress.LoopProgress;
import io.ocelli.app.progress.ProgressMode;
import io.ocelli.app.report.Baseline;
import io.ocelli.app.report.Evaluation;
import io.ocelli.app.report.Prediction;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.metric.ClassificationMetrics;
import io.ocelli.model.Classifier;
import io.ocelli.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A classifier measured on labelled pictures: the same code after training and in {@code evaluate},
 * so both print the same figures.
 *
 * @param evaluation metrics and predictions, by the model's labels
 * @param failures pictures that could not be read, with the reason
 */
record Measurement(Evaluation evaluation, List<String> failures) {

  /**
   * Measures.
   *
   * @param classes of the data set; each must be a label of the model
   * @param origin of the data, for errors
   * @param baseline a guess to compare with, measured on the same samples
   */
  static Measurement of(
      Classifier classifier,
      List<Sample> samples,
      List<String> classes,
      String split,
      String origin,
      @Nullable Baseline baseline,
      Terminal terminal) {
    int[] labelOf = labels(classes, classifier.labels(), origin);
    List<ByteSource> sources = samples.stream().map(Sample::source).toList();
    ClassificationMetrics metrics = new ClassificationMetrics(classifier.labels());
    List<Prediction> predictions = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    long start = System.nanoTime();
    int[] next = {0};
    try (LoopProgress progress =
        new LoopProgress(
            ProgressMode.of(terminal.quiet()), "evaluate " + split, samples.size(), "images")) {
      classifier.classifyAll(
          sources,
          1,
          outcome -> {
            Sample sample = samples.get(next[0]++);
            if (outcome instanceof Outcome.Classified classified) {
              int truth = labelOf[sample.label()];
              metrics.add(truth, classified.probabilities());
              predictions.add(
                  Prediction.of(sample.source().name(), truth, classified.probabilities()));
            } else if (outcome instanceof Outcome.Failed failed) {
              String reason = failed.source().name() + ": " + failed.reason().oneLine();
              failures.add(reason);
              terminal.warn("left out: " + reason);
            }
            progress.step();
          });
    }
    if (predictions.isEmpty()) {
      throw new OcelliException(
          "none of the pictures can be read",
          samples.size() + " pictures",
          origin,
          "look at them with 'ocelli data info'");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Measurement(
        new Evaluation(
            split,
            metrics.report(),
            predictions,
            seconds,
            baseline,
            classifier.augmentation().toString()),
        failures);
  }

  /** The model's index of each class of the data. */
  static int[] labels(List<String> classes, List<String> labels, String origin) {
    int[] indices = new int[classes.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = labels.indexOf(classes.get(i));
      if (indices[i] < 0) {
        throw new UsageException(
            "a class that the model does not know",
            classes.get(i),
            origin,
            labels.size() <= 40
                ? NearNames.remedy(classes.get(i), labels)
                : "name the folder as one of the model's "
                    + labels.size()
                    + " labels (ocelli models info)");
      }
    }
    return indices;
  }

  /** The one line that sums it up: accuracy with its count, macro F1. */
  String line() {
    var metrics = evaluation.metrics();
    return String.format(
        Locale.ROOT,
        "%s accuracy %.4f (%d of %d pictures), macro F1 %.4f",
        evaluation.split(),
        metrics.accuracy(),
        metrics.confusion().correct(),
        metrics.samples(),
        metrics.macro().f1());
  }
}
