package io.ocelli.model.quantize;

import io.ocelli.model.onnx.ElementType;
import io.ocelli.model.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/**
 * Writes a float network in half precision: weights and arithmetic float16, input and output
 * float32 as before, with Cast where the two meet. Operators that are not known to have a float16
 * form, that read a number beyond 65504, or whose result was seen beyond it, stay float32.
 */
final class HalfGraph {
  private static final Set<String> HALF =
      Set.of(
          "Abs",
          "Add",
          "AveragePool",
          "Clip",
          "Concat",
          "Conv",
          "ConvTranspose",
          "Div",
          "Elu",
          "Flatten",
          "Gemm",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "HardSigmoid",
          "HardSwish",
          "LeakyRelu",
          "MatMul",
          "MaxPool",
          "Mul",
          "Neg",
          "PRelu",
          "Relu",
          "Reshape",
          "Sigmoid",
          "Slice",
          "Split",
          "Squeeze",
          "Sub",
          "Tanh",
          "Transpose",
          "Unsqueeze");

  private final Net net;
  private final Map<String, TensorSpec> types;
  private final Set<String> large;
  private final Map<String, TensorProto> constants;
  private final List<NodeProto> nodes = new ArrayList<>();

  /** Tensors that a node writes as float16. */
  private final Set<String> halves = new HashSet<>();

  private final Set<String> casts = new HashSet<>();
  private int kept;

  private HalfGraph(Net net, Map<String, TensorSpec> types, Set<String> large) {
    this.net = net;
    this.types = types;
    this.large = large;
    this.constants = new LinkedHashMap<>(net.constants());
  }

  /**
   * A model in half precision.
   *
   * @param onnx the model
   * @param kept how many of its nodes stay float32
   */
  record Written(ModelProto.Builder onnx, int kept) {}

  /**
   * The model in half precision.
   *
   * @param types of the tensors inside
   * @param large tensors that were seen to leave the range of float16
   */
  static Written write(Net net, Map<String, TensorSpec> types, Set<String> large) {
    HalfGraph half = new HalfGraph(net, types, large);
    for (NodeProto node : net.nodes()) {
      half.add(node);
    }
    return new Written(half.net.toModel(half.nodes, half.constants), half.kept);
  }

  private void add(NodeProto node) {
    NodeProto.Builder copy = node.toBuilder();
    boolean half = fits(node);
    for (int i = 0; i < copy.getInputCount(); i++) {
      String in = copy.getInput(i);
      if (half && isFloat(in)) {
        copy.setInput(i, asHalf(in));
      } else if (!half && halves.contains(in)) {
        copy.setInput(i, cast(in, in + "_ocelli_single", TensorProto.DataType.FLOAT_VALUE));
      }
    }
    if (!half) {
      kept += isFloat(node.getOutputCount() > 0 ? node.getOutput(0) : "") ? 1 : 0;
      nodes.add(copy.build());
      return;
    }
    List<NodeProto> after = new ArrayList<>();
    for (int i = 0; i < copy.getOutputCount(); i++) {
      String out = copy.getOutput(i);
      if (net.outputs().contains(out)) {
        // The graph's output keeps its name and type; inside the graph the half is read.
        String inner = out + "_ocelli_half";
        copy.setOutput(i, inner);
        casts.add(inner);
        after.add(castNode(inner, out, TensorProto.DataType.FLOAT_VALUE));
      } else {
        halves.add(out);
      }
    }
    nodes.add(copy.build());
    nodes.addAll(after);
  }

  private boolean fits(NodeProto node) {
    if (!Net.isDefault(node.getDomain()) || !HALF.contains(node.getOpType())) {
      return false;
    }
    for (String out : node.getOutputList()) {
      if (!isFloat(out) || large.contains(out)) {
        return false;
      }
    }
    boolean bounds = node.getOpType().equals("Clip");
    for (String in : node.getInputList()) {
      float[] values = net.floats(in);
      if (large.contains(in) || (values != null && !bounds && overflows(values))) {
        return false;
      }
    }
    return true;
  }

  private static boolean overflows(float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) <= Values.LARGEST_HALF)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFloat(String tensor) {
    if (net.constant(tensor) != null) {
      return net.floats(tensor) != null;
    }
    TensorSpec type = types.get(tensor);
    return type != null && type.elementType() == ElementType.FLOAT32;
  }

  private String asHalf(String tensor) {
    if (halves.contains(tensor)) {
      return tensor;
    }
    String half = tensor + "_ocelli_half";
    float[] values = net.floats(tensor);
    TensorProto constant = net.constant(tensor);
    if (values != null && constant != null) {
      constants.computeIfAbsent(half, name -> Values.halves(name, values, constant.getDimsList()));
      return half;
    }
    return cast(tensor, half, TensorProto.DataType.FLOAT16_VALUE);
  }

  private String cast(String from, String to, int type) {
    if (casts.add(to)) {
      nodes.add(castNode(from, to, type));
    }
    return to;
  }

  private static NodeProto castNode(String from, String to, int type) {
    return Values.node("Cast", to, from).addAttribute(Values.integer("to", type)).build();
  }
}
