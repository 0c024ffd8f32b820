package io.ocelli.model.net;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network: what it takes, its layers in an order in which each comes after its inputs, and the
 * layer whose answer is the network's.
 *
 * @param name for people
 * @param input name under which nodes refer to the network's input
 * @param shape of one sample that goes in
 * @param output name of the node that answers
 */
public record Net(String name, String input, Shape shape, List<Node> nodes, String output) {
  /** Checks names and order; shapes are checked by {@link #shapes()}. */
  public Net {
    nodes = List.copyOf(nodes);
    Set<String> known = new LinkedHashSet<>();
    known.add(input);
    for (Node node : nodes) {
      for (String from : node.inputs()) {
        if (!known.contains(from)) {
          throw new IllegalArgumentException(
              "layer '" + node.name() + "' takes '" + from + "', which does not come before it");
        }
      }
      if (!known.add(node.name())) {
        throw new IllegalArgumentException("two layers are named '" + node.name() + "'");
      }
    }
    if (!known.contains(output)) {
      throw new IllegalArgumentException("no layer '" + output + "' for the output");
    }
  }

  /** The node of that name. */
  public Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layer '" + name + "'"));
  }

  /** The shape of the input and of every node's answer, in order. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(input, shape);
    for (Node node : nodes) {
      shapes.put(
          node.name(), ShapeRule.shapeOf(node, node.inputs().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  /** The same network for samples of another shape; whether it fits them, {@link #shapes} says. */
  public Net withShape(Shape other) {
    return new Net(name, input, other, nodes, output);
  }

  /** The same network with another share zeroed in all of its dropouts. */
  public Net withDropout(double rate) {
    List<Node> changed =
        nodes.stream()
            .map(
                node ->
                    node.op() instanceof Op.Dropout
                        ? new Node(node.name(), new Op.Dropout(rate), node.inputs())
                        : node)
            .toList();
    return new Net(name, input, shape, changed, output);
  }
}
