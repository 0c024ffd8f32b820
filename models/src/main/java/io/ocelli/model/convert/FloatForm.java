package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/**
 * Turns a quantised graph into the float graph it stands for: weights become real numbers, and the
 * rounding of what flows between the nodes goes.
 *
 * <p>What must not go is a range whose lowest number stands for zero: quantisers drop the ReLU or
 * ReLU6 before such a range, because the range itself cuts below zero. It comes back as a node of
 * its own. Whether it is a ReLU6 is asked of the whole graph: its ranges then end at 6 where the
 * calibration saw the limit, and below where it did not, but none reaches further.
 */
final class FloatForm {
  private static final Set<String> KEEPS_SIGN =
      Set.of(
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "ReduceMean",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Identity",
          "Cast",
          "Dropout",
          "Concat",
          "Add",
          "Mul",
          "Pad");
  private static final Set<String> NOT_NEGATIVE =
      Set.of("Relu", "Sigmoid", "HardSigmoid", "Softmax");

  /** A range counts as ending at 6 when it is as near as this. */
  private static final double NEAR = 0.03;

  private final Graph graph;
  private final List<NodeProto> out = new ArrayList<>();

  /** The upper ends of ranges from zero, by the value they bound. */
  private final Map<String, Double> ceilings = new LinkedHashMap<>();

  private final Set<String> quantized = new HashSet<>();
  private boolean found;

  private FloatForm(Graph graph) {
    this.graph = graph;
  }

  /** Rewrites the graph; tells whether anything in it was quantised. */
  static boolean rewrite(Graph graph) {
    FloatForm form = new FloatForm(graph);
    for (NodeProto node : graph.nodes()) {
      try {
        form.add(node);
      } catch (Unreadable e) {
        graph.problem(node, String.valueOf(e.getMessage()));
        form.out.add(node);
      }
    }
    graph.nodes(form.out);
    form.bringBackLimits();
    graph.dropUnused();
    return form.found;
  }

  private void add(NodeProto node) {
    switch (node.getOpType()) {
      case "QuantizeLinear" -> {
        plain(node, "Identity", node.getInput(0));
        range(node, node.getOutput(0), 1, 2);
      }
      case "DequantizeLinear" -> dequantize(node);
      case "DynamicQuantizeLinear" -> {
        // Its range follows the values, so nothing is cut off; scale 1 makes the integer products
        // that follow products of the real numbers.
        plain(node, "Identity", node.getInput(0));
        graph.put(node.getOutput(1), Constant.ofFloats(new float[] {1}));
        graph.put(node.getOutput(2), Constant.ofFloats(new float[] {0}));
      }
      case "ConvInteger" -> integers(node, "Conv", 0);
      case "MatMulInteger" -> integers(node, "MatMul", 1);
      case "QLinearConv" -> {
        Constant w = weight(node, 3, 0);
        List<String> inputs = new ArrayList<>(List.of(node.getInput(0), put(node, w)));
        if (!Graph.input(node, 8).isEmpty()) {
          inputs.add(put(node, bias(node, 8, 4)));
        }
        result(node, "Conv", inputs, 6, 7);
      }
      case "QLinearMatMul" ->
          result(node, "MatMul", List.of(node.getInput(0), put(node, weight(node, 3, 1))), 6, 7);
      case "QGemm" -> gemm(node);
      case "QLinearAdd" -> result(node, "Add", List.of(operand(node, 0), operand(node, 3)), 6, 7);
      case "QLinearMul" -> result(node, "Mul", List.of(operand(node, 0), operand(node, 3)), 6, 7);
      case "QLinearSigmoid" -> result(node, "Sigmoid", List.of(node.getInput(0)), 3, 4);
      case "QLinearLeakyRelu" -> result(node, "LeakyRelu", List.of(node.getInput(0)), 3, 4);
      case "QLinearSoftmax" -> result(node, "Softmax", List.of(node.getInput(0)), 3, 4);
      case "QLinearAveragePool" -> pool(node, "AveragePool");
      case "QLinearGlobalAveragePool" -> pool(node, "GlobalAveragePool");
      case "QLinearConcat" -> {
        List<String> inputs = new ArrayList<>();
        for (int i = 2; i < node.getInputCount(); i += 3) {
          inputs.add(node.getInput(i));
        }
        result(node, "Concat", inputs, 0, 1);
      }
      default -> {
        if (node.getInputCount() > 0 && quantized.contains(node.getInput(0))) {
          quantized.addAll(node.getOutputList());
        }
        out.add(node);
      }
    }
  }

  private void plain(NodeProto node, String op, String... inputs) {
    found = true;
    quantized.add(node.getOutput(0));
    out.add(OnnxParts.node(op, Graph.nameOf(node), node.getOutput(0), inputs).build());
  }

  private void dequantize(NodeProto node) {
    if (quantized.contains(node.getInput(0))) {
      plain(node, "Identity", node.getInput(0));
      quantized.remove(node.getOutput(0));
      return;
    }
    // Whole numbers from outside: a picture of bytes.
    Constant scale = constant(node, 1);
    if (scale.size() != 1) {
      throw new Unreadable("dequantises what is no constant with more than one scale");
    }
    String shifted = graph.fresh(node.getOutput(0));
    Constant zero =
        Graph.input(node, 2).isEmpty()
            ? Constant.ofFloats(new float[] {0})
            : Constant.ofFloats(constant(node, 2).floats());
    String point = graph.add(shifted, zero);
    out.add(OnnxParts.node("Sub", shifted, shifted, node.getInput(0), point).build());
    out.add(
        OnnxParts.node("Mul", Graph.nameOf(node), node.getOutput(0), shifted, node.getInput(1))
            .build());
  }

  /** A product of whole numbers, whose scales are multiplied in by the nodes that follow. */
  private void integers(NodeProto node, String op, int axis) {
    if (!quantized.contains(node.getInput(0))) {
      throw new Unreadable("computes with whole numbers that no node quantised");
    }
    Constant weights = constant(node, 1);
    Constant zero =
        Graph.input(node, 3).isEmpty() ? Constant.ofFloats(new float[] {0}) : constant(node, 3);
    Constant centred;
    if (zero.size() == 1) {
      centred =
          Folding.binary(
              Constant.ofFloats(weights.floats(), weights.dims()),
              zero.reshaped(),
              (a, b) -> a - b);
    } else {
      float[] ones = new float[zero.size()];
      Arrays.fill(ones, 1);
      centred =
          QuantizedNumbers.dequantize(weights, Constant.ofFloats(ones, ones.length), zero, axis);
    }
    Constant point = Graph.input(node, 2).isEmpty() ? null : graph.constant(node.getInput(2));
    // Only the zero point that stands for a dynamic quantisation is a real number.
    if (point == null || !point.isReal()) {
      throw new Unreadable("computes with whole numbers of a fixed scale");
    }
    result(node, op, List.of(node.getInput(0), put(node, centred)), -1, -1);
    quantized.remove(node.getOutput(0));
  }

  private void gemm(NodeProto node) {
    if (Graph.integer(node, "transA", 0) != 0) {
      throw new Unreadable("transposes the batch");
    }
    Constant w = weight(node, 3, Graph.integer(node, "transB", 0) == 0 ? 1 : 0);
    List<String> inputs = new ArrayList<>(List.of(node.getInput(0), put(node, w)));
    if (!Graph.input(node, 6).isEmpty()) {
      inputs.add(put(node, bias(node, 6, 4)));
    }
    if (Graph.input(node, 7).isEmpty()) {
      result(node, "Gemm", inputs, -1, -1);
      quantized.remove(node.getOutput(0));
    } else {
      result(node, "Gemm", inputs, 7, 8);
    }
  }

  private void pool(NodeProto node, String op) {
    if (Graph.integer(node, "channels_last", 0) != 0) {
      throw new Unreadable("pools with the channels last");
    }
    result(node, op, List.of(node.getInput(0)), 3, 4);
  }

  /** The float node that a node stands for, with the same attributes and name. */
  private void result(NodeProto node, String op, List<String> inputs, int scale, int zero) {
    found = true;
    String output = node.getOutput(0);
    quantized.add(output);
    String value = scale < 0 ? output : graph.fresh(output);
    out.add(
        node.toBuilder()
            .setOpType(op)
            .setDomain("")
            .setName(Graph.nameOf(node))
            .clearInput()
            .addAllInput(inputs)
            .setOutput(0, value)
            .build());
    if (scale >= 0) {
      out.add(OnnxParts.node("Identity", output, output, value).build());
      range(node, output, scale, zero);
    }
  }

  private void range(NodeProto node, String value, int scale, int zero) {
    Constant step = constant(node, scale);
    String zeroName = Graph.input(node, zero);
    Constant point = zeroName.isEmpty() ? null : constant(node, zero);
    int type = point == null ? TensorProto.DataType.UINT8_VALUE : point.type();
    long[] range = Constant.range(type);
    if (step.size() == 1 && (point == null ? 0 : point.at(0)) == range[0]) {
      ceilings.put(value, (range[1] - range[0]) * step.at(0));
    }
  }

  private String operand(NodeProto node, int index) {
    String name = node.getInput(index);
    if (graph.constant(name) == null) {
      return name;
    }
    return put(node, weight(node, index, 0));
  }

  private Constant weight(NodeProto node, int index, int axis) {
    Constant zero = Graph.input(node, index + 2).isEmpty() ? null : constant(node, index + 2);
    return QuantizedNumbers.dequantize(
        constant(node, index), constant(node, index + 1), zero, axis);
  }

  /** A bias of whole numbers: their unit is input scale times weight scale. */
  private Constant bias(NodeProto node, int index, int weightScale) {
    Constant bias = constant(node, index);
    Constant scales = constant(node, weightScale);
    double input = constant(node, 1).at(0);
    float[] values = new float[bias.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bias.at(i) * input * scales.at(scales.size() == 1 ? 0 : i));
    }
    return Constant.ofFloats(values, bias.dims());
  }

  private Constant constant(NodeProto node, int index) {
    Constant constant = graph.constant(Graph.input(node, index));
    if (constant == null) {
      throw new Unreadable("input " + (index + 1) + " is no constant");
    }
    return constant;
  }

  private String put(NodeProto node, Constant constant) {
    return graph.add(node.getOutput(0), constant);
  }

  private void bringBackLimits() {
    Map<String, NodeProto> producers = graph.producers();
    Map<String, Double> limits = new LinkedHashMap<>();
    Map<String, Boolean> known = new HashMap<>();
    ceilings.forEach(
        (value, ceiling) -> {
          NodeProto node = producers.get(value);
          if (node != null && !notNegative(node.getInput(0), producers, known)) {
            limits.put(value, ceiling);
          }
        });
    double highest = limits.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    boolean six = Math.abs(highest - 6) < NEAR;
    List<NodeProto> result = new ArrayList<>();
    for (NodeProto node : graph.nodes()) {
      if (!limits.containsKey(node.getOutput(0))) {
        result.add(node);
        continue;
      }
      NodeProto before = producers.get(node.getInput(0));
      String name = (before == null ? node.getOutput(0) : before.getName()) + "_limit";
      if (six) {
        result.add(
            OnnxParts.node("Clip", name, node.getOutput(0), node.getInput(0))
                .addInput(graph.add(name, Constant.ofFloats(new float[] {0})))
                .addInput(graph.add(name, Constant.ofFloats(new float[] {6})))
                .build());
      } else {
        result.add(OnnxParts.node("Relu", name, node.getOutput(0), node.getInput(0)).build());
      }
    }
    graph.nodes(result);
  }

  private boolean notNegative(
      String value, Map<String, NodeProto> producers, Map<String, Boolean> known) {
    Boolean before = known.get(value);
    if (before != null) {
      return before;
    }
    NodeProto node = producers.get(value);
    boolean answer = false;
    if (node != null && !ceilings.containsKey(value)) {
      answer =
          NOT_NEGATIVE.contains(node.getOpType())
              || (node.getOpType().equals("Clip") && clipsAtZero(node))
              || (KEEPS_SIGN.contains(node.getOpType())
                  && node.getInputList().stream()
                      .allMatch(
                          input ->
                              graph.constant(input) != null
                                  ? positive(node, input)
                                  : notNegative(input, producers, known)));
    } else if (node != null) {
      answer = true;
    }
    known.put(value, answer);
    return answer;
  }

  private boolean positive(NodeProto node, String input) {
    Constant constant = graph.constant(input);
    if (constant == null || !(node.getOpType().equals("Add") || node.getOpType().equals("Mul"))) {
      return true;
    }
    for (int i = 0; i < constant.size(); i++) {
      if (constant.at(i) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean clipsAtZero(NodeProto node) {
    Constant low = graph.constant(Graph.input(node, 1));
    return low == null ? Graph.real(node, "min", -1) >= 0 : low.at(0) >= 0;
  }
}
