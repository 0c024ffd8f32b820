package io.ocelli.model.dl4j;

import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A net that grows while a graph is read; what nothing reads in the end is left out. */
final class NetReading {
  private final String input;
  private final Shape shape;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> byName = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Parameters parameters = new Parameters();

  NetReading(String input, Shape shape) {
    this.input = input;
    this.shape = shape;
    shapes.put(input, shape);
    answers.put(input, input);
  }

  /** The node that a vertex became. */
  String node(String vertex) {
    String node = answers.get(vertex);
    if (node == null) {
      throw new NotHeld("its input could not be read");
    }
    return node;
  }

  boolean knows(String vertex) {
    return answers.containsKey(vertex);
  }

  void put(String vertex, String node) {
    answers.put(vertex, node);
  }

  /** The operation of a node; null for the net's input. */
  @Nullable Node known(String node) {
    return byName.get(node);
  }

  Shape shape(String node) {
    Shape known = shapes.get(node);
    if (known == null) {
      throw new IllegalStateException(node);
    }
    return known;
  }

  String add(String name, Op op, String... inputs) {
    String free = name;
    for (int i = 2; shapes.containsKey(free); i++) {
      free = name + "_" + i;
    }
    Node node = new Node(free, op, List.of(inputs));
    try {
      shapes.put(free, node.shape(node.inputs().stream().map(this::shape).toList()));
    } catch (OcelliException e) {
      throw new NotHeld(e.problem() + " (" + e.value() + ")");
    }
    nodes.add(node);
    byName.put(free, node);
    return free;
  }

  /** The node's answer as a vector. */
  String vector(String node) {
    return shape(node).isVector() ? node : add(node + "_flatten", new Op.Flatten(), node);
  }

  void put(String node, String parameter, float[] values, int... dims) {
    parameters.put(node, parameter, dims, values);
  }

  /** The values of an array of the engine, rows first. */
  static float[] values(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  Dl4jReader.Read read(String name, String output) {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed.contains(nodes.get(i).name())) {
        kept.add(0, nodes.get(i));
        needed.addAll(nodes.get(i).inputs());
      }
    }
    return new Dl4jReader.Read(new Net(name, input, shape, kept, output), parameters);
  }
}
