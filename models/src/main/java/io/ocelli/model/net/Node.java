package io.ocelli.model.net;

import java.util.List;

/**
 * One layer of a {@link Net}.
 *
 * @param name unlike every other name in the net
 * @param inputs names of the nodes (or of the net's input) whose answers it takes
 */
public record Node(String name, Op op, List<String> inputs) {
  /** Keeps its own list. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /**
   * The shape of the answer to inputs of these shapes.
   *
   * @throws io.ocelli.error.OcelliException naming this layer when they do not fit
   */
  public Shape shape(List<Shape> from) {
    return ShapeRule.shapeOf(this, from);
  }
}
