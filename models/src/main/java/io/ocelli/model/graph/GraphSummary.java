package io.ocelli.model.graph;

import java.util.List;
import java.util.Map;

/**
 * What a graph is made of and what it costs.
 *
 * @param operators how many steps there are of each kind, most frequent first; those of graphs
 *     inside steps too
 * @param parameters values that were learned
 * @param weights how many of them have which type, most frequent first
 * @param form how it computes: float32, float16, or a form of int8
 * @param macs products that are added up for one picture, in convolutions and matrix products (a
 *     multiply-accumulate is two FLOPs); -1 when the shapes are not known
 * @param layers the steps that work on the picture, in order
 */
public record GraphSummary(
    Map<String, Integer> operators,
    long parameters,
    Map<String, Long> weights,
    String form,
    long macs,
    List<Layer> layers) {
  /** Copies the list. */
  public GraphSummary {
    layers = List.copyOf(layers);
  }
}
