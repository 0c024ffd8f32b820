package io.ocelli.model.convert;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Op;
import java.util.Set;
import onnx.Onnx.NodeProto;

/** Operators that are a function of every value. */
final class ActivationReading {
  private static final Set<String> KNOWN =
      Set.of(
          "Relu",
          "LeakyRelu",
          "Clip",
          "Sigmoid",
          "Tanh",
          "Elu",
          "HardSigmoid",
          "HardSwish",
          "Gelu",
          "QuickGelu",
          "Swish",
          Idioms.SWISH);

  private ActivationReading() {}

  static boolean knows(String operator) {
    return KNOWN.contains(operator);
  }

  static Live read(Lowering lowering, NodeProto node, Live x) {
    return lowering.same(node, new Op.Activate(function(lowering, node)), x);
  }

  private static Activation function(Lowering lowering, NodeProto node) {
    return switch (node.getOpType()) {
      case "Relu" -> Activation.RELU;
      case "LeakyRelu" ->
          new Activation(Activation.Kind.LEAKY_RELU, Graph.real(node, "alpha", 0.01f), 0);
      case "Clip" -> clip(lowering, node);
      case "Sigmoid" -> Activation.of(Activation.Kind.SIGMOID);
      case "Tanh" -> Activation.of(Activation.Kind.TANH);
      case "Elu" -> new Activation(Activation.Kind.ELU, Graph.real(node, "alpha", 1), 0);
      case "HardSigmoid" ->
          new Activation(
              Activation.Kind.HARD_SIGMOID,
              Graph.real(node, "alpha", 0.2f),
              Graph.real(node, "beta", 0.5f));
      case "HardSwish" -> Activation.of(Activation.Kind.HARD_SWISH);
      case "QuickGelu" ->
          new Activation(Activation.Kind.SWISH, Graph.real(node, "alpha", 1.702f), 0);
      case "Swish", Idioms.SWISH ->
          new Activation(Activation.Kind.SWISH, Graph.real(node, "alpha", 1), 0);
      case "Gelu" -> {
        if (Graph.text(node, "approximate", "none").equals("tanh")) {
          throw new Unreadable("the approximation of GELU by tanh");
        }
        yield Activation.of(Activation.Kind.GELU);
      }
      default -> throw new IllegalArgumentException(node.getOpType());
    };
  }

  private static Activation clip(Lowering lowering, NodeProto node) {
    Constant low = lowering.optional(node, 1);
    Constant high = lowering.optional(node, 2);
    return clip(
        low == null ? Graph.real(node, "min", -Float.MAX_VALUE) : low.at(0),
        high == null ? Graph.real(node, "max", Float.MAX_VALUE) : high.at(0));
  }

  /** Bounds; a missing one is the largest number there is. */
  static Activation clip(double low, double high) {
    double from = Math.max(low, -Float.MAX_VALUE);
    double to = Math.min(high, Float.MAX_VALUE);
    return from == 0 && to == Float.MAX_VALUE
        ? Activation.RELU
        : new Activation(Activation.Kind.CLIP, from, to);
  }
}
