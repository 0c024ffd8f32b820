package io.ocelli.model.quantize;

import io.ocelli.error.OcelliException;
import io.ocelli.model.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/**
 * Rewrites the nodes of a network of opset 7 to 12 as opset 13, the first whose DequantizeLinear
 * has a scale for each channel. Operators whose change it does not know are refused.
 */
final class OpsetRaise {
  static final long NEEDED = 13;
  private static final long OLDEST = 7;

  /** Mean the same in opsets 7 to 13, in the forms that a network for pictures has. */
  private static final Set<String> UNCHANGED =
      Set.of(
          "Abs",
          "Add",
          "AveragePool",
          "Cast",
          "Ceil",
          "Concat",
          "Constant",
          "ConstantOfShape",
          "Conv",
          "ConvTranspose",
          "DepthToSpace",
          "Div",
          "Elu",
          "Erf",
          "Exp",
          "Expand",
          "Flatten",
          "Floor",
          "Gather",
          "Gemm",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "HardSigmoid",
          "Identity",
          "InstanceNormalization",
          "LRN",
          "LeakyRelu",
          "Log",
          "MatMul",
          "Max",
          "MaxPool",
          "Min",
          "Mul",
          "Neg",
          "PRelu",
          "Pow",
          "ReduceMax",
          "ReduceMean",
          "Relu",
          "Reshape",
          "Selu",
          "Shape",
          "Sigmoid",
          "Softplus",
          "Sqrt",
          "Sub",
          "Sum",
          "Tanh",
          "Transpose");

  /** Give two sides whatever they read. */
  private static final Set<String> MATRICES = Set.of("Gemm", "Flatten");

  private final Net net;
  private final Map<String, TensorSpec> types;
  private final Map<String, NodeProto> producers;

  private OpsetRaise(Net net, Map<String, TensorSpec> types) {
    this.net = net;
    this.types = types;
    this.producers = net.producers();
  }

  /**
   * Raises the opset of a network where it is too old.
   *
   * @param types of the tensors inside
   */
  static void raise(Net net, Map<String, TensorSpec> types) {
    if (net.opset() >= NEEDED) {
      return;
    }
    if (net.opset() < OLDEST) {
      throw new OcelliException(
          "the model is written in an opset that is too old",
          "opset " + net.opset(),
          net.origin(),
          "export it again with opset 13 or newer");
    }
    OpsetRaise raise = new OpsetRaise(net, types);
    List<NodeProto> nodes = new ArrayList<>();
    net.nodes().forEach(node -> nodes.add(raise.raised(node)));
    net.nodes(nodes);
    net.opset(NEEDED);
  }

  private NodeProto raised(NodeProto node) {
    if (!Net.isDefault(node.getDomain()) || UNCHANGED.contains(node.getOpType())) {
      return node;
    }
    return switch (node.getOpType()) {
      case "BatchNormalization" -> {
        if (Net.integer(node, "spatial", 1) != 1) {
          throw unknown(node);
        }
        yield without(node, "spatial").build();
      }
      case "Clip" -> net.opset() >= 11 ? node : clip(node);
      case "Softmax", "LogSoftmax" -> softmax(node);
      case "Squeeze", "Unsqueeze", "ReduceSum" -> asInputs(node, "axes");
      case "Split" -> asInputs(node, "split");
      case "Pad" -> net.opset() >= 11 ? node : pad(node);
      case "Slice" -> net.opset() >= 10 ? node : asInputs(node, "starts", "ends", "axes");
      case "Resize" -> {
        if (net.opset() < 11) {
          throw unknown(node);
        }
        yield node;
      }
      default -> throw unknown(node);
    };
  }

  private static NodeProto.Builder without(NodeProto node, String name) {
    NodeProto.Builder copy = node.toBuilder().clearAttribute();
    node.getAttributeList().stream()
        .filter(a -> !a.getName().equals(name))
        .forEach(copy::addAttribute);
    return copy;
  }

  private String constant(NodeProto node, String name, float value) {
    String tensor = node.getOutput(0) + "_ocelli_" + name;
    net.put(Values.floats(tensor, new float[] {value}, List.of()));
    return tensor;
  }

  private NodeProto clip(NodeProto node) {
    return node.toBuilder()
        .clearAttribute()
        .addInput(constant(node, "min", Net.real(node, "min", -Float.MAX_VALUE)))
        .addInput(constant(node, "max", Net.real(node, "max", Float.MAX_VALUE)))
        .build();
  }

  /** Before opset 13 all sides from the axis on were one: the same only where it is the last. */
  private NodeProto softmax(NodeProto node) {
    long axis = Net.integer(node, "axis", 1);
    TensorSpec type = types.get(node.getOutput(0));
    NodeProto before = producers.get(node.getInput(0));
    boolean matrix = before != null && MATRICES.contains(before.getOpType());
    // A rank that ONNX Runtime could not infer comes as 0.
    int rank = matrix ? 2 : type == null ? 0 : type.rank();
    if (axis != -1 && rank != axis + 1) {
      throw unknown(node);
    }
    return without(node, "axis").addAttribute(Values.integer("axis", -1)).build();
  }

  private NodeProto pad(NodeProto node) {
    float value = Net.real(node, "value", 0);
    NodeProto padded = asInputs(node, "pads");
    return without(padded, "value").addInput(constant(node, "value", value)).build();
  }

  private NodeProto asInputs(NodeProto node, String... names) {
    NodeProto.Builder copy = node.toBuilder();
    for (String name : names) {
      AttributeProto attribute = Net.attribute(node, name);
      if (attribute == null) {
        break;
      }
      String tensor = node.getOutput(0) + "_ocelli_" + name;
      net.put(Values.longs(tensor, attribute.getIntsList()));
      copy = without(copy.build(), name).addInput(tensor);
    }
    return copy.build();
  }

  private OcelliException unknown(NodeProto node) {
    return new OcelliException(
        "an operator that cannot be brought from opset " + net.opset() + " to 13",
        node.getOpType() + " '" + node.getName() + "'",
        net.origin(),
        "export the model again with opset 13 or newer");
  }
}
