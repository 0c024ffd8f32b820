package io.ocelli.model.dl4j;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A Deeplearning4j graph that grows vertex by vertex, with the weights it will get. No input types
 * are told: every layer is given its sizes and every change of shape is a vertex, so nothing is
 * left to be inferred.
 */
final class VertexDraft {
  private final GraphBuilder builder;
  private final Map<String, String> vertices = new HashMap<>();
  private final Map<String, Shape> shapes;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final List<Weight> weights = new ArrayList<>();

  /** An array of a layer: its shape and values, rows first, and how its axes are to be turned. */
  @SuppressWarnings("ArrayRecordComponent") // shared, never compared
  private record Weight(String layer, String key, float[] values, long[] shape, int[] order) {}

  VertexDraft(GraphBuilder builder, Net net) {
    this.builder = builder;
    this.shapes = net.shapes();
    vertices.put(net.input(), net.input());
    names.add(net.input());
    for (Node node : net.nodes()) {
      names.add(node.name());
      node.inputs().forEach(from -> readers.merge(from, 1, Integer::sum));
    }
  }

  GraphBuilder builder() {
    return builder;
  }

  /** The vertex that holds a node's answer. */
  String vertex(String node) {
    String vertex = vertices.get(node);
    if (vertex == null) {
      throw new IllegalStateException("no vertex for '" + node + "'");
    }
    return vertex;
  }

  void put(String node, String vertex) {
    vertices.put(node, vertex);
  }

  Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalStateException("no shape for '" + node + "'");
    }
    return shape;
  }

  Shape input(Node node) {
    return shape(node.inputs().get(0));
  }

  /** A name for a vertex that stands beside a node's own; no node has it. */
  String beside(Node node, String part) {
    String name = node.name() + "_" + part;
    while (!names.add(name)) {
      name += "_";
    }
    return name;
  }

  String layer(String name, Layer layer, String input) {
    builder.addLayer(name, layer, input);
    return name;
  }

  String vertex(String name, GraphVertex vertex, String... inputs) {
    builder.addVertex(name, vertex, inputs);
    return name;
  }

  String scaled(String name, double factor, String x) {
    return vertex(name, new ScaleVertex(factor), x);
  }

  String shifted(String name, double by, String x) {
    return vertex(name, new ShiftVertex(by), x);
  }

  /**
   * The input of a node, or a copy where others read it too: Deeplearning4j's activations write
   * into their input when they do not train.
   */
  String own(Node node) {
    String from = node.inputs().get(0);
    return readers.getOrDefault(from, 0) > 1
        ? scaled(beside(node, "copy"), 1, vertex(from))
        : vertex(from);
  }

  String product(String name, String a, String b) {
    return vertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), a, b);
  }

  String flat(String name, Shape shape, String x) {
    return vertex(
        name,
        new PreprocessorVertex(
            new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels())),
        x);
  }

  String picture(String name, int channels, String x) {
    return vertex(
        name, new PreprocessorVertex(new FeedForwardToCnnPreProcessor(1, 1, channels)), x);
  }

  /** Values for a layer's array; {@code order} gives the axis of {@code shape} each axis takes. */
  void weight(String layer, String key, float[] values, long[] shape, int... order) {
    weights.add(new Weight(layer, key, values, shape, order));
  }

  /** The graph with its weights. */
  ComputationGraph build() {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    for (Weight weight : weights) {
      try (INDArray values = Nd4j.createFromArray(weight.values())) {
        INDArray shaped = values.reshape('c', weight.shape());
        INDArray turned = weight.order().length == 0 ? shaped : shaped.permute(weight.order());
        INDArray target = graph.getLayer(weight.layer()).getParam(weight.key());
        target.assign(turned.reshape('c', target.shape()));
      }
    }
    return graph;
  }
}
