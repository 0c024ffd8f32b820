package io.ocelli.model.graph;

import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxGraph.Constant;
import io.ocelli.model.onnx.OnnxGraph.Node;
import io.ocelli.model.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts operators, parameters and multiply-accumulates of a graph.
 *
 * <p>A parameter is an element of a constant that a step reads as a weight: single numbers, scales
 * and zero points of quantisation, shapes and other whole numbers of 64 bit are none.
 */
public final class GraphAnalysis {
  /** Steps that hand a weight on: quantised, cast or turned, it is the same weight. */
  private static final Set<String> CARRIERS =
      Set.of(
          "DequantizeLinear",
          "QuantizeLinear",
          "Cast",
          "Identity",
          "Transpose",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Flatten");

  /** Steps whose constants say where to take values, and are no weights. */
  private static final Set<String> GEOMETRY =
      Set.of("Resize", "Upsample", "Slice", "Pad", "Clip", "Range", "Tile", "Expand", "TopK");

  private final OnnxGraph graph;
  private final Map<String, List<Long>> shapes;
  private final Map<String, Node> producers = new HashMap<>();
  private final Set<String> fromPicture = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, Long> weights = new HashMap<>();

  private GraphAnalysis(OnnxGraph graph, Map<String, List<Long>> shapes) {
    this.graph = graph;
    this.shapes = shapes;
  }

  /**
   * Analyses a graph.
   *
   * @param shapes sides of the values by name, as far as they are known; a free side is -1
   */
  public static GraphSummary of(OnnxGraph graph, Map<String, List<Long>> shapes) {
    return new GraphAnalysis(graph, shapes).summary();
  }

  private GraphSummary summary() {
    graph.inputs().stream().map(TensorSpec::name).forEach(fromPicture::add);
    List<Layer> layers = new ArrayList<>();
    long parameters = 0;
    long macs = 0;
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
      boolean working = node.inputs().stream().anyMatch(fromPicture::contains);
      if (!working && !node.inputs().isEmpty()) {
        continue;
      }
      if (node.inputs().isEmpty()) {
        continue;
      }
      fromPicture.addAll(node.outputs());
      Layer layer = layer(node);
      layers.add(layer);
      parameters += layer.parameters();
      macs = macs < 0 || layer.macs() < 0 ? -1 : macs + layer.macs();
    }
    return new GraphSummary(operators(), parameters, sorted(weights), form(), macs, layers);
  }

  private Layer layer(Node node) {
    long parameters = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      Constant weight = isWeight(node, i) ? constant(node.inputs().get(i)) : null;
      if (weight != null && isLearned(weight) && counted.add(weight.name())) {
        parameters += weight.elements();
        weights.merge(weight.type(), weight.elements(), Long::sum);
      }
    }
    String first = node.outputs().isEmpty() ? "" : node.outputs().get(0);
    return new Layer(
        node.name().isEmpty() ? first : node.name(),
        kind(node),
        shapes.getOrDefault(first, List.of()),
        parameters,
        macs(node));
  }

  private static String kind(Node node) {
    boolean own = node.domain().isEmpty() || node.domain().equals("ai.onnx");
    return own ? node.operator() : node.domain() + "." + node.operator();
  }

  private static boolean isWeight(Node node, int input) {
    if (GEOMETRY.contains(node.operator())) {
      return false;
    }
    return switch (node.operator()) {
      case "QuantizeLinear", "DequantizeLinear" -> input == 0;
      case "ConvInteger", "MatMulInteger" -> input < 2;
      case "QLinearConv" -> input == 3 || input == 8;
      case "QLinearMatMul" -> input == 3;
      case "QGemm" -> input == 3 || input == 6;
      default -> !node.operator().startsWith("QLinear") || input % 3 == 0;
    };
  }

  private static boolean isLearned(Constant constant) {
    return constant.elements() > 1
        && switch (constant.type()) {
          case "int64", "uint64", "bool", "string" -> false;
          default -> true;
        };
  }

  /** The constant behind a value, looking through what only hands it on. */
  private @Nullable Constant constant(String name) {
    String at = name;
    for (int steps = 0; steps < 20; steps++) {
      Constant constant = graph.constants().get(at);
      Node producer = producers.get(at);
      if (constant != null || producer == null) {
        return constant;
      }
      boolean carried =
          CARRIERS.contains(producer.operator())
              && !producer.inputs().isEmpty()
              && !fromPicture.contains(at);
      if (!carried) {
        return null;
      }
      at = producer.inputs().get(0);
    }
    return null;
  }

  private @Nullable List<Long> shape(Node node, int input) {
    if (input >= node.inputs().size()) {
      return null;
    }
    String name = node.inputs().get(input);
    Constant constant = graph.constants().get(name);
    List<Long> shape = constant != null ? constant.shape() : shapes.get(name);
    return shape == null || shape.isEmpty() || shape.contains(-1L) ? null : shape;
  }

  private static long product(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  private long macs(Node node) {
    return switch (node.operator()) {
      case "Conv", "ConvInteger", "FusedConv", "NhwcConv" -> convolution(node, 1);
      case "QLinearConv" -> convolution(node, 3);
      case "ConvTranspose" -> transposed(node);
      case "Gemm", "FusedGemm" -> matrices(node, 1, truth(node, "transB"));
      case "QGemm" -> matrices(node, 3, truth(node, "transB"));
      case "MatMul",
          "MatMulInteger",
          "FusedMatMul",
          "QLinearMatMul",
          "DynamicQuantizeMatMul",
          "MatMulIntegerToFloat" ->
          products(node);
      default -> 0;
    };
  }

  private static boolean truth(Node node, String attribute) {
    return node.numbers().getOrDefault(attribute, List.of(0L)).get(0) != 0;
  }

  private @Nullable List<Long> output(Node node) {
    List<Long> shape = shapes.get(node.outputs().get(0));
    return shape == null || shape.isEmpty() || shape.contains(-1L) ? null : shape;
  }

  /** For one picture: the first side is the batch. */
  private static long ofOnePicture(List<Long> shape) {
    return shape.get(0) == 0 ? 0 : product(shape) / shape.get(0);
  }

  private long convolution(Node node, int weight) {
    List<Long> kernel = shape(node, weight);
    List<Long> out = output(node);
    return kernel == null || out == null
        ? -1
        : ofOnePicture(out) * (product(kernel) / Math.max(1, kernel.get(0)));
  }

  private long transposed(Node node) {
    List<Long> kernel = shape(node, 1);
    List<Long> in = shape(node, 0);
    return kernel == null || in == null
        ? -1
        : ofOnePicture(in) * (product(kernel) / Math.max(1, kernel.get(0)));
  }

  private long matrices(Node node, int weight, boolean turned) {
    List<Long> matrix = shape(node, weight);
    List<Long> out = output(node);
    return matrix == null || matrix.size() != 2 || out == null
        ? -1
        : ofOnePicture(out) * matrix.get(turned ? 1 : 0);
  }

  private long products(Node node) {
    List<Long> left = shape(node, 0);
    List<Long> out = output(node);
    return left == null || out == null ? -1 : ofOnePicture(out) * left.get(left.size() - 1);
  }

  private Map<String, Integer> operators() {
    Map<String, Integer> counts = new HashMap<>();
    graph.nodes().forEach(node -> counts.merge(kind(node), 1, Integer::sum));
    graph.innerNodes().forEach(node -> counts.merge(kind(node), 1, Integer::sum));
    return sorted(counts);
  }

  private static <N extends Number & Comparable<N>> Map<String, N> sorted(Map<String, N> counts) {
    Map<String, N> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, N>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private String form() {
    Set<String> kinds = new HashSet<>();
    graph.nodes().forEach(node -> kinds.add(node.operator()));
    if (kinds.contains("QLinearConv") || kinds.contains("QLinearMatMul")) {
      return "int8 (operators on 8-bit values)";
    }
    if (kinds.contains("ConvInteger") || kinds.contains("MatMulInteger")) {
      return "int8 (dynamic: each picture's values are quantised while it runs)";
    }
    if (kinds.contains("DequantizeLinear")) {
      return kinds.contains("QuantizeLinear")
          ? "int8 (QDQ: quantised with fixed scales)"
          : "float32 (weights stored in 8 bit)";
    }
    return sorted(weights).keySet().stream().findFirst().orElse("float32");
  }
}
