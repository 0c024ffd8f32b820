package io.ocelli.dataset.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which labels are likely wrong, by confident learning (Northcutt, Jiang and Chuang, Confident
 * learning: estimating uncertainty in dataset labels, JAIR 2021, arXiv:1911.00068). The threshold
 * of a class is the mean probability that the pictures with this label get for it. A picture counts
 * as one of the most probable class among those whose threshold it reaches; how many pictures count
 * as one of another class than their label says is how many labels are taken to be wrong. That many
 * are suspects: those to whose label the least probability was given (self-confidence), as long as
 * another class is more probable.
 */
final class LabelSuspects {
  private LabelSuspects() {}

  /**
   * A picture whose label is doubted.
   *
   * @param index of the picture
   * @param likely the class it is taken for
   * @param given probability of its label
   * @param likelyProbability probability of {@code likely}
   */
  record Suspect(int index, int likely, double given, double likelyProbability) {}

  /** The suspects, worst first. */
  static List<Suspect> of(OutOfFold judged, int classes) {
    double[] sums = new double[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < judged.labels().length; i++) {
      int label = judged.labels()[i];
      sums[label] += judged.probabilities()[i][label];
      counts[label]++;
    }
    int wrong = 0;
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < judged.labels().length; i++) {
      float[] p = judged.probabilities()[i];
      int label = judged.labels()[i];
      int confident = -1;
      for (int c = 0; c < classes; c++) {
        boolean reached = counts[c] > 0 && p[c] >= sums[c] / counts[c];
        if (reached && (confident < 0 || p[c] > p[confident])) {
          confident = c;
        }
      }
      wrong += confident >= 0 && confident != label ? 1 : 0;
      int likely = OutOfFold.best(p);
      if (likely != label) {
        suspects.add(new Suspect(i, likely, p[label], p[likely]));
      }
    }
    suspects.sort(Comparator.comparingDouble(Suspect::given).thenComparingInt(Suspect::index));
    return List.copyOf(suspects.subList(0, Math.min(wrong, suspects.size())));
  }
}
