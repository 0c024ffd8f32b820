package io.ocelli.metric;

/**
 * How well one class is found. A ratio without a denominator is 0, as in scikit-learn with {@code
 * zero_division=0}: precision of a class that was never predicted, recall of a class without
 * samples, F1 of a class that has neither.
 *
 * @param label the class
 * @param precision of what was predicted as this class, the share that is of it
 * @param recall of the samples of this class, the share that was predicted as it
 * @param f1 2 tp / (2 tp + fp + fn), the harmonic mean of both
 * @param support samples of this class
 * @param predicted samples predicted as this class
 * @param rocAuc area under the ROC curve of this class against all others, NaN where not defined
 *     (see {@link Ranking#rocAuc}) or not measured
 * @param averagePrecision area under the precision-recall curve, NaN likewise
 */
public record ClassMetrics(
    String label,
    double precision,
    double recall,
    double f1,
    long support,
    long predicted,
    double rocAuc,
    double averagePrecision) {

  static ClassMetrics of(ConfusionMatrix matrix, int index, double rocAuc, double average) {
    long hits = matrix.count(index, index);
    long support = matrix.support(index);
    long predicted = matrix.predicted(index);
    return new ClassMetrics(
        matrix.labels().get(index),
        ratio(hits, predicted),
        ratio(hits, support),
        ratio(2 * hits, support + predicted),
        support,
        predicted,
        rocAuc,
        average);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Whether the class occurs at all, as truth or as prediction. */
  public boolean occurs() {
    return support > 0 || predicted > 0;
  }
}
