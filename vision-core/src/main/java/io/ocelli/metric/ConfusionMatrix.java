package io.ocelli.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How often each class was taken for each: row = truth, column = prediction. Immutable; the labels
 * are in the order of the class index.
 */
public final class ConfusionMatrix {
  /** A pair of different classes, how often the first was taken for the second. */
  public record Confusion(int truth, int predicted, long count) {}

  private final List<String> labels;
  private final long[][] counts;
  private final long[] columnSums;
  private final long[] rowSums;

  private ConfusionMatrix(List<String> labels, long[][] owned) {
    this.labels = List.copyOf(labels);
    this.counts = owned;
    this.rowSums = new long[owned.length];
    this.columnSums = new long[owned.length];
    for (int t = 0; t < owned.length; t++) {
      for (int p = 0; p < owned.length; p++) {
        rowSums[t] += owned[t][p];
        columnSums[p] += owned[t][p];
      }
    }
  }

  /**
   * Of counts, which are copied.
   *
   * @param labels class names, index = position
   * @param counts square, one row and one column a label, rows truth; none below zero
   * @throws IllegalArgumentException if the shape does not fit or a count is negative
   */
  public static ConfusionMatrix of(List<String> labels, long[][] counts) {
    if (labels.isEmpty() || counts.length != labels.size()) {
      throw new IllegalArgumentException(
          "a confusion matrix of " + labels.size() + " labels has " + counts.length + " rows");
    }
    long[][] copy = new long[counts.length][];
    for (int t = 0; t < counts.length; t++) {
      if (counts[t].length != labels.size()) {
        throw new IllegalArgumentException(
            "row " + t + " has " + counts[t].length + " columns, expected " + labels.size());
      }
      if (Arrays.stream(counts[t]).anyMatch(c -> c < 0)) {
        throw new IllegalArgumentException("row " + t + " has a negative count");
      }
      copy[t] = counts[t].clone();
    }
    return new ConfusionMatrix(labels, copy);
  }

  /** Of pairs of class indices, each from 0 to {@code labels.size() - 1}. */
  public static ConfusionMatrix of(List<String> labels, int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          truth.length + " true classes, but " + predicted.length + " predicted ones");
    }
    long[][] counts = new long[labels.size()][labels.size()];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return of(labels, counts);
  }

  /** Class names, index = position. */
  public List<String> labels() {
    return labels;
  }

  /** The number of classes. */
  public int size() {
    return counts.length;
  }

  /** How many samples of class {@code truth} were predicted as {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** A copy of all counts, rows truth. */
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /** Samples whose truth is this class. */
  public long support(int truth) {
    return rowSums[truth];
  }

  /** Samples that were predicted as this class. */
  public long predicted(int predicted) {
    return columnSums[predicted];
  }

  /** All samples. */
  public long total() {
    return Arrays.stream(rowSums).sum();
  }

  /** Samples predicted as what they are. */
  public long correct() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /** The share of a class's samples that was predicted as {@code predicted}; 0 without samples. */
  public double rate(int truth, int predicted) {
    return rowSums[truth] == 0 ? 0 : (double) counts[truth][predicted] / rowSums[truth];
  }

  /**
   * The pairs of different classes that were mixed up at least once: most often first, then the
   * larger share of its class, then the lower indices.
   */
  public List<Confusion> mostConfused(int limit) {
    List<Confusion> pairs = new ArrayList<>();
    for (int t = 0; t < counts.length; t++) {
      for (int p = 0; p < counts.length; p++) {
        if (t != p && counts[t][p] > 0) {
          pairs.add(new Confusion(t, p, counts[t][p]));
        }
      }
    }
    pairs.sort(
        Comparator.comparingLong(Confusion::count)
            .thenComparingDouble(c -> rate(c.truth(), c.predicted()))
            .reversed()
            .thenComparingInt(Confusion::truth)
            .thenComparingInt(Confusion::predicted));
    return List.copyOf(pairs.subList(0, Math.min(limit, pairs.size())));
  }
}
