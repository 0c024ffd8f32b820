package io.ocelli.model.net;

import io.ocelli.error.OcelliException;

/**
 * The end of a classifier: where its features are and which layer makes answers of them. Found from
 * the network's shape, not from names, so that it holds for networks that were read from files too.
 *
 * @param features name of the layer (or of the input) whose answers the last weighted layer reads,
 *     before any dropout
 * @param weighted name of the last dense layer or convolution, whose outputs are the classes
 * @param classes how many; 2 where one sigmoid answers
 */
public record NetHead(String features, String weighted, int classes) {
  /**
   * The head of a network.
   *
   * @throws OcelliException if the way back from the output meets a layer with two inputs, or no
   *     weighted layer at all
   */
  public static NetHead of(Net net) {
    int answers = net.shapes().get(net.output()).channels();
    String at = net.output();
    while (!at.equals(net.input())) {
      Node node = net.node(at);
      if (node.op() instanceof Op.Dense || node.op() instanceof Op.Convolution) {
        return new NetHead(
            beforeDropout(net, node.inputs().get(0)), node.name(), Math.max(2, answers));
      }
      if (node.inputs().size() != 1) {
        break;
      }
      at = node.inputs().get(0);
    }
    throw new OcelliException(
        "a network whose last layer with weights is not found",
        at,
        net.name(),
        "end it with one dense layer or convolution of as many outputs as classes");
  }

  private static String beforeDropout(Net net, String name) {
    String at = name;
    while (!at.equals(net.input()) && net.node(at).op() instanceof Op.Dropout) {
      at = net.node(at).inputs().get(0);
    }
    return at;
  }
}
