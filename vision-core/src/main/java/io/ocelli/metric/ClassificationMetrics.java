package io.ocelli.metric;

import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes the predictions of a classifier one at a time and gives the figures; not thread-safe.
 *
 * <p>Rules:
 *
 * <ul>
 *   <li><b>prediction</b>: the class of the highest probability; ties: the lower index wins, here
 *       and for top-k.
 *   <li><b>loss</b>: mean of -ln p(truth), p clipped to [e, 1 - e] with e = 2<sup>-23</sup>, the
 *       float epsilon, as scikit-learn's {@code log_loss} does for float32. Rows are taken as they
 *       are; they are not scaled to a sum of 1.
 *   <li><b>expected calibration error</b>: 15 bins of equal width over the highest probability,
 *       each (low, high]; the mean of |accuracy - mean probability|, weighted by the samples of a
 *       bin (Guo et al. 2017).
 *   <li><b>averages</b> and empty classes: see {@link Averages} and {@link ClassMetrics}.
 *   <li><b>ROC AUC and average precision</b>, one class against the rest, need all scores: they are
 *       kept up to {@value #MAX_SCORES} numbers (samples times classes, 16 MB) and both figures are
 *       NaN beyond that. Everything else takes memory for the classes only.
 * </ul>
 */
public final class ClassificationMetrics {
  /** Samples times classes up to which scores are kept for {@link Ranking}. */
  public static final int MAX_SCORES = 4_000_000;

  private static final double EPSILON = Math.ulp(1f);
  private static final int BINS = 15;
  private static final int TOP = 10;

  private final List<String> labels;
  private final long[][] counts;
  private final long[] ranks;
  private final long[] binCount = new long[BINS];
  private final long[] binHits = new long[BINS];
  private final double[] binConfidence = new double[BINS];
  private List<float[]> scores = new ArrayList<>();
  private List<Integer> truths = new ArrayList<>();
  private boolean scoresKept = true;
  private long samples;
  private double lossSum;

  /**
   * For a model of these classes.
   *
   * @param labels class names, index = position; at least one
   */
  public ClassificationMetrics(List<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("no classes");
    }
    this.labels = List.copyOf(labels);
    this.counts = new long[labels.size()][labels.size()];
    this.ranks = new long[Math.min(TOP, labels.size())];
  }

  /**
   * The figures of many predictions at once.
   *
   * @param truth class index of each sample
   * @param probabilities [samples][classes], each from 0 to 1
   */
  public static ClassificationReport of(List<String> labels, int[] truth, float[][] probabilities) {
    if (truth.length != probabilities.length) {
      throw new IllegalArgumentException(
          truth.length + " true classes, but " + probabilities.length + " rows of probabilities");
    }
    ClassificationMetrics metrics = new ClassificationMetrics(labels);
    for (int i = 0; i < truth.length; i++) {
      metrics.add(truth[i], probabilities[i]);
    }
    return metrics.report();
  }

  /** The index of the highest value; of equal ones the lowest index. */
  public static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Counts one prediction.
   *
   * @param truth the true class index
   * @param probabilities one a class, each from 0 to 1 (a rounding error of 1e-3 is let pass);
   *     copied
   * @return the predicted class
   * @throws IllegalArgumentException if the class is unknown or the length does not fit
   * @throws OcelliException if a value is not a probability, as after a training that diverged
   */
  public int add(int truth, float[] probabilities) {
    check(truth, probabilities);
    int predicted = argmax(probabilities);
    counts[truth][predicted]++;
    samples++;

    int rank = rank(truth, probabilities);
    if (rank < ranks.length) {
      ranks[rank]++;
    }
    lossSum -= Math.log(Math.min(Math.max(probabilities[truth], EPSILON), 1 - EPSILON));

    double confidence = probabilities[predicted];
    int bin = Math.min(Math.max((int) Math.ceil(confidence * BINS) - 1, 0), BINS - 1);
    binCount[bin]++;
    binConfidence[bin] += confidence;
    binHits[bin] += predicted == truth ? 1 : 0;

    if (scoresKept && samples * labels.size() <= MAX_SCORES) {
      scores.add(probabilities.clone());
      truths.add(truth);
    } else {
      scoresKept = false;
      scores = new ArrayList<>();
      truths = new ArrayList<>();
    }
    return predicted;
  }

  /** How many predictions were counted. */
  public long samples() {
    return samples;
  }

  /**
   * The figures of all that was counted so far.
   *
   * @throws OcelliException if nothing was counted
   */
  public ClassificationReport report() {
    if (samples == 0) {
      throw new OcelliException(
          "nothing to measure",
          "0 samples",
          "the evaluation of " + labels.size() + " classes",
          "check that the data set holds pictures that can be read");
    }
    ConfusionMatrix matrix = ConfusionMatrix.of(labels, counts);
    List<ClassMetrics> perClass =
        IntStream.range(0, labels.size()).mapToObj(c -> classMetrics(matrix, c)).toList();
    double balanced =
        perClass.stream()
            .filter(c -> c.support() > 0)
            .mapToDouble(ClassMetrics::recall)
            .average()
            .orElseThrow();
    return new ClassificationReport(
        matrix,
        (double) matrix.correct() / samples,
        balanced,
        Averages.macro(perClass),
        Averages.weighted(perClass),
        top(),
        lossSum / samples,
        calibrationError(),
        perClass);
  }

  private void check(int truth, float[] probabilities) {
    if (truth < 0 || truth >= labels.size()) {
      throw new IllegalArgumentException("class " + truth + " of " + labels.size());
    }
    if (probabilities.length != labels.size()) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities, but " + labels.size() + " classes");
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= -1e-3f && probabilities[i] <= 1.001f)) {
        throw new OcelliException(
            "the model's answer is not a probability",
            Float.toString(probabilities[i]),
            "class '" + labels.get(i) + "'",
            "a lower learning rate if training diverged (NaN); a model that ends in softmax");
      }
    }
  }

  private static int rank(int truth, float[] probabilities) {
    int rank = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[truth]
          || (probabilities[i] == probabilities[truth] && i < truth)) {
        rank++;
      }
    }
    return rank;
  }

  private List<Double> top() {
    List<Double> shares = new ArrayList<>();
    long hits = 0;
    for (long atRank : ranks) {
      hits += atRank;
      shares.add((double) hits / samples);
    }
    return shares;
  }

  private double calibrationError() {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(binHits[bin] - binConfidence[bin]);
    }
    return sum / samples;
  }

  private ClassMetrics classMetrics(ConfusionMatrix matrix, int index) {
    if (!scoresKept) {
      return ClassMetrics.of(matrix, index, Double.NaN, Double.NaN);
    }
    float[] column = new float[scores.size()];
    boolean[] positive = new boolean[column.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = scores.get(i)[index];
      positive[i] = truths.get(i) == index;
    }
    return ClassMetrics.of(
        matrix,
        index,
        Ranking.rocAuc(column, positive),
        Ranking.averagePrecision(column, positive));
  }
}
