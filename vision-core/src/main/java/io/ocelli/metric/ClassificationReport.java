package io.ocelli.metric;

import java.util.List;

/**
 * All figures of a classifier on one set of samples; made by {@link ClassificationMetrics}, where
 * the rules stand.
 *
 * @param confusion counts, rows truth
 * @param accuracy share of samples whose most probable class is the true one
 * @param balancedAccuracy mean recall of the classes that have samples
 * @param macro averages in which every class that occurs counts the same
 * @param weighted averages in which a class counts by its samples
 * @param top top.get(k - 1) is the share of samples whose true class is among the k most probable;
 *     at most 10 entries, fewer with fewer classes
 * @param loss mean cross-entropy, natural logarithm
 * @param calibrationError expected calibration error, 0 (probabilities can be taken at their word)
 *     to 1
 * @param perClass in the order of the class index
 */
public record ClassificationReport(
    ConfusionMatrix confusion,
    double accuracy,
    double balancedAccuracy,
    Averages macro,
    Averages weighted,
    List<Double> top,
    double loss,
    double calibrationError,
    List<ClassMetrics> perClass) {

  public ClassificationReport {
    top = List.copyOf(top);
    perClass = List.copyOf(perClass);
  }

  /** Class names, index = position. */
  public List<String> labels() {
    return confusion.labels();
  }

  /** Number of samples. */
  public long samples() {
    return confusion.total();
  }

  /**
   * The share of samples whose true class is among the {@code k} most probable (ties: the lower
   * class index ranks first). 1 when there are no more than {@code k} classes.
   *
   * @param k 1 to 10, or any number from the number of classes up
   */
  public double top(int k) {
    if (k >= confusion.size()) {
      return 1;
    }
    if (k < 1 || k > top.size()) {
      throw new IllegalArgumentException("top-" + k + " was not kept, only 1 to " + top.size());
    }
    return top.get(k - 1);
  }

  /** {@link #top(int)} of 5. */
  public double top5() {
    return top(5);
  }

  /** The 95 % interval of the accuracy (Wilson), which says how much so many samples can tell. */
  public Interval accuracyInterval() {
    return Interval.wilson95(confusion.correct(), confusion.total());
  }

  /** The mean of the classes' ROC AUC where it is defined; NaN where it is nowhere. */
  public double macroRocAuc() {
    return perClass.stream()
        .mapToDouble(ClassMetrics::rocAuc)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
