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
    int[] best = new int[Math.min(k, probabilities.length)];
    int found = 0;
    for (int i = 0; i < probabilities.length; i++) {
      int place = found;
      while (place > 0 && Float.compare(probabilities[i], probabilities[best[place - 1]]) > 0) {
        place--;
      }
      if (place < best.length) {
        found = Math.min(found + 1, best.length);
        System.arraycopy(best, place, best, place + 1, found - 1 - place);
        best[place] = i;
      }
    }
    List<Classification> top = new ArrayList<>(found);
    for (int index : best) {
      top.add(new Classification(index, labels.get(index), probabilities[index]));
    }
    return List.copyOf(top);
  }
}
