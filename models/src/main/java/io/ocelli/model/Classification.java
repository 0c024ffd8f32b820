package io.ocelli.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One answer of a classifier.
 *
 * @param index position of the class in the model's labels, from 0
 * @param label its name
 * @param probability from 0 to 1
 */
public record Classification(int index, String label, float probability) {
  /**
   * The most probable classes, most probable first; of equal ones the lower index comes first.
   *
   * @param k how many, at least 1; all when there are fewer classes
   */
  public static List<Classification> top(float[] probabilities, List<String> labels, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    int[] best = best(probabilities, Math.min(k, probabilities.length));
    List<Classification> top = new ArrayList<>(best.length);
    for (int index : best) {
      top.add(new Classification(index, labels.get(index), probabilities[index]));
    }
    return List.copyOf(top);
  }

  // Loops of their own in small methods: what is inlined into one large method is compiled with it,
  // again for each loop, and that took longer than all the sorting of a thousand pictures.

  /** Indices of the k largest values, in order. */
  private static int[] best(float[] values, int k) {
    int[] best = new int[k];
    for (int i = 0; i < k; i++) {
      insert(best, i, values, i);
    }
    int i = k == 0 ? values.length : above(values[best[k - 1]], values, k);
    while (i < values.length) {
      insert(best, k - 1, values, i);
      i = above(values[best[k - 1]], values, i + 1);
    }
    return best;
  }

  /** The first index from {@code from} on of a value above the least, or the number of values. */
  private static int above(float least, float[] values, int from) {
    int i = from;
    while (i < values.length && Float.compare(values[i], least) <= 0) {
      i++;
    }
    return i;
  }

  /** Puts an index behind those of values that are not smaller; the count-th is overwritten. */
  private static void insert(int[] best, int count, float[] values, int index) {
    int place = count;
    while (place > 0 && Float.compare(values[index], values[best[place - 1]]) > 0) {
      best[place] = best[place - 1];
      place--;
    }
    best[place] = index;
  }
}
