package io.ocelli.model.quantize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a float network become int8, and which tensors lie between them as uint8.
 *
 * <p>Convolutions, and Gemm and MatMul with constant weights, are quantised; what they read, what a
 * convolution writes, and the inputs of sums, products, concatenations and poolings whose result is
 * quantised too. ReLU and Clip after such a layer are what saturation to the range of uint8 does
 * anyway, so they leave the graph. Outputs of the graph stay float32.
 */
final class Int8Plan {
  /** Give their result the scale of what they read. */
  private static final Set<String> SAME_SCALE =
      Set.of("MaxPool", "GlobalMaxPool", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze");

  private static final Set<String> OWN_SCALE =
      Set.of("Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool");

  private final Net net;
  private final Map<String, Integer> readers;
  private final Map<String, NodeProto> producers;
  private final Set<String> weighted = new HashSet<>();
  private final Set<String> quantised = new LinkedHashSet<>();

  /** From what a layer writes to what its saturating activation writes. */
  private final Map<String, String> saturated = new HashMap<>();

  private final Map<String, String> sharing = new HashMap<>();

  Int8Plan(Net net) {
    this.net = net;
    this.readers = net.readers();
    this.producers = net.producers();
    List<NodeProto> nodes = net.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      visit(nodes.get(i));
    }
  }

  /** How many layers with weights become int8. */
  int layers() {
    return weighted.size();
  }

  /** Whether the layer that writes a tensor has weights that become int8. */
  boolean isWeighted(NodeProto node) {
    return weighted.contains(node.getOutput(0));
  }

  boolean isQuantised(String tensor) {
    return quantised.contains(tensor);
  }

  /** Whether the node is an activation that saturation replaces. */
  boolean isGone(NodeProto node) {
    return node.getInputCount() > 0 && node.getOutput(0).equals(saturated.get(node.getInput(0)));
  }

  /** What a node writes once the activation after it is gone. */
  String written(String tensor) {
    return saturated.getOrDefault(tensor, tensor);
  }

  /** The tensor whose range gives a tensor's scale. */
  String scaledAs(String tensor) {
    String root = tensor;
    while (sharing.containsKey(root)) {
      root = sharing.getOrDefault(root, root);
    }
    return root;
  }

  /** The tensors whose ranges have to be known. */
  List<String> measured() {
    return quantised.stream().map(this::scaledAs).distinct().toList();
  }

  private void visit(NodeProto node) {
    if (!Net.isDefault(node.getDomain()) || node.getOutputCount() != 1) {
      return;
    }
    String out = node.getOutput(0);
    String result = written(out);
    String op = node.getOpType();
    if (weightAxis(net, node) >= 0 && !net.outputs().contains(node.getInput(0))) {
      weighted.add(out);
      quantised.add(node.getInput(0));
      if (op.equals("Conv") && !net.outputs().contains(result)) {
        quantised.add(result);
      }
    } else if (saturates(node)) {
      visitActivation(node);
    } else if (quantised.contains(result)) {
      visitBetween(node, result);
    }
  }

  private void visitActivation(NodeProto node) {
    String in = node.getInput(0);
    String out = node.getOutput(0);
    NodeProto before = producers.get(in);
    if (before == null
        || readers.getOrDefault(in, 0) != 1
        || before.getOutputCount() != 1
        || net.outputs().contains(out)) {
      return;
    }
    boolean conv = before.getOpType().equals("Conv") && weightAxis(net, before) >= 0;
    boolean other = weightAxis(net, before) >= 0 || OWN_SCALE.contains(before.getOpType());
    if (conv || (other && quantised.contains(out))) {
      quantised.add(out);
      saturated.put(in, out);
    }
  }

  private void visitBetween(NodeProto node, String result) {
    boolean same = SAME_SCALE.contains(node.getOpType());
    if (!same && !OWN_SCALE.contains(node.getOpType())) {
      return;
    }
    List<String> data = same ? List.of(node.getInput(0)) : node.getInputList();
    if (data.stream().anyMatch(in -> net.constant(in) != null || net.outputs().contains(in))) {
      return;
    }
    quantised.addAll(data);
    if (same && result.equals(node.getOutput(0))) {
      sharing.put(result, node.getInput(0));
    }
  }

  /** ReLU, and Clip around 0: what lies outside a range that reaches from its bounds is cut off. */
  private boolean saturates(NodeProto node) {
    if (node.getOpType().equals("Relu")) {
      return true;
    }
    if (!node.getOpType().equals("Clip")) {
      return false;
    }
    return bound(node, 1, -Float.MAX_VALUE) <= 0 && bound(node, 2, Float.MAX_VALUE) >= 0;
  }

  private float bound(NodeProto node, int input, float none) {
    if (node.getInputCount() <= input || node.getInput(input).isEmpty()) {
      return none;
    }
    float[] value = net.floats(node.getInput(input));
    return value == null || value.length == 0 ? Float.NaN : value[0];
  }

  /** The axis of the outputs in the weights of a layer that can be quantised; -1 for any other. */
  static int weightAxis(Net net, NodeProto node) {
    if (node.getInputCount() < 2 || !Net.isDefault(node.getDomain())) {
      return -1;
    }
    TensorProto weights = net.constant(node.getInput(1));
    if (weights == null
        || net.floats(node.getInput(1)) == null
        || net.constant(node.getInput(0)) != null) {
      return -1;
    }
    int rank = weights.getDimsCount();
    return switch (node.getOpType()) {
      case "Conv" -> rank >= 3 && biasFits(net, node, weights.getDims(0)) ? 0 : -1;
      case "MatMul" -> rank == 2 ? 1 : -1;
      case "Gemm" -> {
        int axis = Net.integer(node, "transB", 0) == 1 ? 0 : 1;
        boolean plain =
            Net.integer(node, "transA", 0) == 0
                && Net.real(node, "alpha", 1) == 1
                && Net.real(node, "beta", 1) == 1;
        yield plain && rank == 2 && biasFits(net, node, weights.getDims(axis)) ? axis : -1;
      }
      default -> -1;
    };
  }

  private static boolean biasFits(Net net, NodeProto node, long outputs) {
    String bias = bias(node);
    if (bias == null) {
      return true;
    }
    float[] values = net.floats(bias);
    return values != null && values.length == outputs;
  }

  /** The name of a layer's bias, or null. */
  static @Nullable String bias(NodeProto node) {
    return node.getInputCount() > 2 && !node.getInput(2).isEmpty() ? node.getInput(2) : null;
  }
}
