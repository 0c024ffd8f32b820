package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A net that grows node by node, with the shapes of what is there and names that are all new. */
final class NetDraft {
  private final String input;
  private final Shape shape;
  private final Parameters parameters = new Parameters();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, String> flattened = new HashMap<>();

  NetDraft(String input, Shape shape) {
    this.input = input;
    this.shape = shape;
    shapes.put(input, shape);
  }

  Parameters parameters() {
    return parameters;
  }

  Shape shapeOf(String node) {
    Shape known = shapes.get(node);
    if (known == null) {
      throw new IllegalArgumentException("no layer '" + node + "'");
    }
    return known;
  }

  /** A name like this that no node has. */
  String free(String name) {
    String free = name;
    for (int i = 2; shapes.containsKey(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /**
   * Adds a node.
   *
   * @return its name, which is new
   * @throws Unreadable when the shapes do not fit
   */
  String add(String name, Op op, String... inputs) {
    return add(name, op, List.of(inputs));
  }

  String add(String name, Op op, List<String> inputs) {
    Node node = new Node(free(name), op, inputs);
    try {
      shapes.put(node.name(), node.shape(inputs.stream().map(this::shapeOf).toList()));
    } catch (OcelliException e) {
      throw new Unreadable(e.problem() + " (" + e.value() + ")");
    }
    nodes.add(node);
    return node.name();
  }

  /** The node's answer as a vector. */
  String vector(String node) {
    if (shapeOf(node).isVector()) {
      return node;
    }
    return flattened.computeIfAbsent(node, from -> add(from + "_flatten", new Op.Flatten(), from));
  }

  void put(String node, String parameter, float[] values, int... dims) {
    parameters.put(node, parameter, dims, values);
  }

  Net net(String name, String output) {
    return new Net(name, input, shape, nodes, output);
  }
}
