package io.ocelli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

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
    PriorityQueue<Integer> worstFirst =
        new PriorityQueue<>(
            (a, b) -> {
              int byProbability = Float.compare(probabilities[a], probabilities[b]);
              return byProbability != 0 ? byProbability : Integer.compare(b, a);
            });
    for (int i = 0; i < probabilities.length; i++) {
      worstFirst.add(i);
      if (worstFirst.size() > k) {
        worstFirst.poll();
      }
    }
    List<Classification> top = new ArrayList<>(worstFirst.size());
    while (!worstFirst.isEmpty()) {
      int index = worstFirst.remove();
      top.add(0, new Classification(index, labels.get(index), probabilities[index]));
    }
    return List.copyOf(top);
  }
}
