package io.ocelli.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Precision, recall and F1 averaged over classes.
 *
 * <p>The rules are those of scikit-learn's {@code precision_recall_fscore_support} without a list
 * of labels and with {@code zero_division=0}: the macro average counts every class that occurs as
 * truth or as prediction once, and leaves out a class that occurs as neither (a data set of two
 * classes measured with a model of a thousand is not divided by a thousand); the weighted average
 * counts a class by its support.
 */
public record Averages(double precision, double recall, double f1) {

  /** Every class that occurs counts the same. */
  public static Averages macro(List<ClassMetrics> classes) {
    return mean(classes, c -> c.occurs() ? 1 : 0);
  }

  /** A class counts by its samples. */
  public static Averages weighted(List<ClassMetrics> classes) {
    return mean(classes, ClassMetrics::support);
  }

  private static Averages mean(List<ClassMetrics> classes, ToDoubleFunction<ClassMetrics> weight) {
    double sum = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (ClassMetrics c : classes) {
      double w = weight.applyAsDouble(c);
      sum += w;
      precision += w * c.precision();
      recall += w * c.recall();
      f1 += w * c.f1();
    }
    return sum == 0 ? new Averages(0, 0, 0) : new Averages(precision / sum, recall / sum, f1 / sum);
  }
}
