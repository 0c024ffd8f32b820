package io.ocelli.dataset.audit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial logistic regression with a ridge penalty, fitted by L-BFGS (Liu and Nocedal, On the
 * limited memory BFGS method for large scale optimization, 1989) with a memory of {@value #MEMORY}
 * and a backtracking line search. Features are standardised with the means and deviations of what
 * is fitted; every sample counts the same.
 *
 * <p>What is minimised is the mean cross-entropy plus {@code ridge / 2} times the sum of the
 * squared weights, without the biases. It has one minimum, so nothing here is random.
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of weights, never compared
record SoftmaxRegression(int classes, float[] means, float[] scales, double[] weights) {
  private static final int MEMORY = 8;
  private static final int MOST_STEPS = 60;
  private static final double ENOUGH = 1e-4;

  /** Rows that are worked on together, so that the inner loops are long. */
  private static final int BLOCK = 128;

  /**
   * Fits.
   *
   * @param rows all of the same length
   * @param labels of each row, 0 to {@code classes - 1}
   * @param ridge above 0
   */
  static SoftmaxRegression fit(float[][] rows, int[] labels, int classes, double ridge) {
    int length = rows[0].length;
    float[] means = new float[length];
    float[] scales = new float[length];
    standards(rows, means, scales);
    Problem problem = new Problem(rows, labels, classes, ridge, means, scales);
    return new SoftmaxRegression(classes, means, scales, problem.minimum());
  }

  /** Probabilities of all classes. */
  float[] probabilities(float[] row) {
    int length = means.length;
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      double sum = weights[c * (length + 1) + length];
      for (int j = 0; j < length; j++) {
        sum += weights[c * (length + 1) + j] * (row[j] - means[j]) * scales[j];
      }
      logits[c] = sum;
    }
    double most = Arrays.stream(logits).max().orElse(0);
    double total = 0;
    for (int c = 0; c < classes; c++) {
      logits[c] = Math.exp(logits[c] - most);
      total += logits[c];
    }
    float[] probabilities = new float[classes];
    for (int c = 0; c < classes; c++) {
      probabilities[c] = (float) (logits[c] / total);
    }
    return probabilities;
  }

  private static void standards(float[][] rows, float[] means, float[] scales) {
    int length = means.length;
    double[] sums = new double[length];
    double[] squares = new double[length];
    for (float[] row : rows) {
      for (int j = 0; j < length; j++) {
        sums[j] += row[j];
        squares[j] += (double) row[j] * row[j];
      }
    }
    for (int j = 0; j < length; j++) {
      double mean = sums[j] / rows.length;
      double variance = squares[j] / rows.length - mean * mean;
      means[j] = (float) mean;
      // What never changes says nothing; what hardly does is not blown up.
      scales[j] = variance > 1e-10 ? (float) (1 / Math.sqrt(variance)) : 0;
    }
  }

  /** The function to be minimised. */
  private static final class Problem {
    private final float[][] rows;
    private final int[] labels;
    private final int classes;
    private final int length;
    private final double ridge;
    private final float[] means;
    private final float[] scales;

    Problem(
        float[][] rows, int[] labels, int classes, double ridge, float[] means, float[] scales) {
      this.rows = rows;
      this.labels = labels;
      this.classes = classes;
      this.length = rows[0].length;
      this.ridge = ridge;
      this.means = means;
      this.scales = scales;
    }

    private record Change(double[] step, double[] slope, double product) {}

    double[] minimum() {
      int n = classes * (length + 1);
      double[] at = new double[n];
      double[] gradient = new double[n];
      double value = value(at, gradient);
      Deque<Change> changes = new ArrayDeque<>();
      for (int step = 0; step < MOST_STEPS && norm(gradient) > ENOUGH; step++) {
        double[] direction = direction(gradient, changes);
        double slope = dot(direction, gradient);
        double size = changes.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
        double[] next = new double[n];
        double[] nextGradient = new double[n];
        double nextValue = Double.POSITIVE_INFINITY;
        for (int tries = 0; tries < 20; tries++) {
          for (int i = 0; i < n; i++) {
            next[i] = at[i] + size * direction[i];
          }
          Arrays.fill(nextGradient, 0);
          nextValue = value(next, nextGradient);
          if (nextValue <= value + 1e-4 * size * slope) {
            break;
          }
          size /= 2;
        }
        if (!(nextValue < value)) {
          break;
        }
        remember(changes, at, next, gradient, nextGradient);
        boolean done = value - nextValue < 1e-6 * Math.max(1, Math.abs(value));
        at = next;
        gradient = nextGradient;
        value = nextValue;
        if (done) {
          break;
        }
      }
      return at;
    }

    private static void remember(
        Deque<Change> changes, double[] at, double[] next, double[] gradient, double[] after) {
      double[] step = new double[at.length];
      double[] slope = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        step[i] = next[i] - at[i];
        slope[i] = after[i] - gradient[i];
      }
      double product = dot(step, slope);
      if (product > 1e-12) {
        changes.addFirst(new Change(step, slope, product));
        if (changes.size() > MEMORY) {
          changes.removeLast();
        }
      }
    }

    private static double[] direction(double[] gradient, Deque<Change> changes) {
      double[] direction = gradient.clone();
      double[] shares = new double[changes.size()];
      int k = 0;
      for (Change change : changes) {
        shares[k] = dot(change.step, direction) / change.product;
        add(direction, change.slope, -shares[k++]);
      }
      Change last = changes.peekFirst();
      double scale = last == null ? 1 : last.product / dot(last.slope, last.slope);
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
      for (Iterator<Change> oldest = changes.descendingIterator(); oldest.hasNext(); ) {
        Change change = oldest.next();
        double share = dot(change.slope, direction) / change.product;
        add(direction, change.step, shares[--k] - share);
      }
      for (int i = 0; i < direction.length; i++) {
        direction[i] = -direction[i];
      }
      return direction;
    }

    /** The value; the gradient is added to {@code gradient}. */
    private double value(double[] at, double[] gradient) {
      float[] weights = new float[at.length];
      for (int i = 0; i < at.length; i++) {
        weights[i] = (float) at[i];
      }
      float[] sums = new float[at.length];
      float[] columns = new float[length * BLOCK];
      float[] standard = new float[length * BLOCK];
      float[] logits = new float[classes * BLOCK];
      double loss = 0;
      for (int from = 0; from < rows.length; from += BLOCK) {
        int count = Math.min(BLOCK, rows.length - from);
        load(from, count, standard, columns);
        logits(weights, columns, logits);
        loss += residuals(from, count, logits);
        Arrays.fill(sums, 0);
        slopes(count, logits, standard, sums);
        for (int i = 0; i < sums.length; i++) {
          gradient[i] += sums[i];
        }
      }
      double penalty = 0;
      for (int c = 0; c < classes; c++) {
        for (int j = 0; j <= length; j++) {
          int i = c * (length + 1) + j;
          gradient[i] /= rows.length;
          if (j < length) {
            gradient[i] += ridge * at[i];
            penalty += at[i] * at[i];
          }
        }
      }
      return loss / rows.length + ridge / 2 * penalty;
    }

    private void load(int from, int count, float[] standard, float[] columns) {
      for (int k = 0; k < count; k++) {
        float[] row = rows[from + k];
        int start = k * length;
        for (int j = 0; j < length; j++) {
          standard[start + j] = (row[j] - means[j]) * scales[j];
        }
        for (int j = 0; j < length; j++) {
          columns[j * BLOCK + k] = standard[start + j];
        }
      }
    }

    private void logits(float[] weights, float[] columns, float[] logits) {
      for (int c = 0; c < classes; c++) {
        int start = c * BLOCK;
        Arrays.fill(logits, start, start + BLOCK, weights[c * (length + 1) + length]);
        for (int j = 0; j < length; j++) {
          float weight = weights[c * (length + 1) + j];
          int column = j * BLOCK;
          for (int k = 0; k < BLOCK; k++) {
            logits[start + k] += weight * columns[column + k];
          }
        }
      }
    }

    /** Turns logits into probabilities less the truth; returns the cross-entropy. */
    private double residuals(int from, int count, float[] logits) {
      double loss = 0;
      for (int k = 0; k < count; k++) {
        float most = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
          most = Math.max(most, logits[c * BLOCK + k]);
        }
        double total = 0;
        for (int c = 0; c < classes; c++) {
          total += Math.exp(logits[c * BLOCK + k] - most);
        }
        int label = labels[from + k];
        loss += Math.log(total) - (logits[label * BLOCK + k] - most);
        for (int c = 0; c < classes; c++) {
          double probability = Math.exp(logits[c * BLOCK + k] - most) / total;
          logits[c * BLOCK + k] = (float) (probability - (c == label ? 1 : 0));
        }
      }
      return loss;
    }

    private void slopes(int count, float[] residuals, float[] standard, float[] sums) {
      for (int c = 0; c < classes; c++) {
        int start = c * (length + 1);
        for (int k = 0; k < count; k++) {
          float residual = residuals[c * BLOCK + k];
          int row = k * length;
          for (int j = 0; j < length; j++) {
            sums[start + j] += residual * standard[row + j];
          }
          sums[start + length] += residual;
        }
      }
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    private static void add(double[] to, double[] what, double share) {
      for (int i = 0; i < to.length; i++) {
        to[i] += share * what[i];
      }
    }

    private static double norm(double[] a) {
      return Math.sqrt(dot(a, a));
    }
  }
}
