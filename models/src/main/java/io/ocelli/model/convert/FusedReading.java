package io.ocelli.model.convert;

import io.ocelli.model.net.Activation;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** Layers that ONNX Runtime has joined with the activation after them. */
final class FusedReading {
  private FusedReading() {}

  static Live convolution(Lowering lowering, NodeProto node) {
    if (!Graph.input(node, 3).isEmpty()) {
      throw new Unreadable("is joined with a sum");
    }
    return activated(lowering, node, WindowReading.convolution(lowering, node));
  }

  static Live gemm(Lowering lowering, NodeProto node) {
    return activated(lowering, node, DenseReading.gemm(lowering, node));
  }

  private static Live activated(Lowering lowering, NodeProto node, Live x) {
    AttributeProto attribute = Graph.attribute(node, "activation_params");
    List<Float> settings = attribute == null ? List.of() : attribute.getFloatsList();
    float alpha = Graph.real(node, "activation_alpha", settings.isEmpty() ? 0 : settings.get(0));
    float beta = Graph.real(node, "activation_beta", settings.size() < 2 ? 0 : settings.get(1));
    String name = Graph.text(node, "activation", "");
    Activation function =
        switch (name) {
          case "Relu" -> Activation.RELU;
          case "LeakyRelu" -> new Activation(Activation.Kind.LEAKY_RELU, alpha, 0);
          case "Sigmoid" -> Activation.of(Activation.Kind.SIGMOID);
          case "Tanh" -> Activation.of(Activation.Kind.TANH);
          case "HardSigmoid" -> new Activation(Activation.Kind.HARD_SIGMOID, alpha, beta);
          case "Clip" -> ActivationReading.clip(alpha, beta);
          default -> throw new Unreadable("is joined with '" + name + "'");
        };
    return lowering.activated(Graph.nameOf(node) + "_activation", function, x);
  }
}
