package io.ocelli.model.learn;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Softmax and cross entropy of a batch, and its gradient by the scores. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Loss, hits and gradient.
   *
   * @param scores before the softmax, rows first; n rows are read from position 0
   * @param classes numbers in a row
   * @param gradient is set: of the mean loss (smoothed, weighted by class) by each score; rows
   *     after the n-th become 0
   */
  public static StepResult of(
      FloatBuffer scores,
      int classes,
      Targets wanted,
      int n,
      StepOptions options,
      FloatBuffer gradient) {
    double lossSum = 0;
    int correct = 0;
    double[] row = new double[classes];
    float[] weights = wanted.weights();
    float[] classWeights = options.classWeights();
    double smoothing = options.labelSmoothing();
    for (int i = 0; i < n; i++) {
      int best = 0;
      for (int k = 0; k < classes; k++) {
        row[k] = scores.get(i * classes + k);
        if (row[k] > row[best]) {
          best = k;
        }
      }
      double most = row[best];
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(row[k] - most);
      }
      double logSum = Math.log(sum) + most;
      int label = wanted.labels()[i];
      correct += best == label ? 1 : 0;
      double heavy = 0;
      for (int k = 0; k < classes; k++) {
        double share = share(weights, label, i, k, classes);
        lossSum += share == 0 ? 0 : share * (logSum - row[k]);
        heavy += classWeights == null ? share : share * classWeights[k];
      }
      for (int k = 0; k < classes; k++) {
        double share = share(weights, label, i, k, classes) * (1 - smoothing) + smoothing / classes;
        double slope = Math.exp(row[k] - logSum) - share;
        gradient.put(i * classes + k, (float) (heavy * slope / n));
      }
    }
    for (int i = n * classes; i < gradient.limit(); i++) {
      gradient.put(i, 0);
    }
    return new StepResult(lossSum, correct);
  }

  private static double share(
      float @Nullable [] weights, int label, int sample, int k, int classes) {
    if (weights == null) {
      return k == label ? 1 : 0;
    }
    return weights[sample * classes + k];
  }

  /** Probabilities of n rows of scores. */
  public static float[][] probabilities(FloatBuffer scores, int classes, int n) {
    float[][] rows = new float[n][classes];
    for (int i = 0; i < n; i++) {
      float most = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        most = Math.max(most, scores.get(i * classes + k));
      }
      double sum = 0;
      double[] powers = new double[classes];
      for (int k = 0; k < classes; k++) {
        powers[k] = Math.exp(scores.get(i * classes + k) - most);
        sum += powers[k];
      }
      for (int k = 0; k < classes; k++) {
        rows[i][k] = (float) (powers[k] / sum);
      }
    }
    return rows;
  }
}
