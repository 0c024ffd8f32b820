package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/**
 * Finds activations that exporters write as several nodes, and puts one node in their place: GELU
 * by Erf, SiLU and Swish by Sigmoid, hard swish and hard sigmoid by Clip.
 *
 * <p>Each of them is a product. Its factors are gathered through all products and divisions by
 * constants; the pattern is then a set of factors and a number, in whatever order they were
 * written.
 */
final class Idioms {
  /** x * sigmoid(alpha * x), which ONNX itself has no operator for before opset 24. */
  static final String SWISH = "OcelliSwish";

  private static final double CLOSE = 1e-3;

  private final Graph graph;
  private final Map<String, NodeProto> producers;

  private Idioms(Graph graph) {
    this.graph = graph;
    this.producers = graph.producers();
  }

  static void replace(Graph graph) {
    Idioms idioms = new Idioms(graph);
    List<NodeProto> result = new ArrayList<>();
    for (NodeProto node : graph.nodes()) {
      NodeProto other = idioms.match(node);
      result.add(other == null ? node : other);
    }
    graph.nodes(result);
    graph.dropUnused();
  }

  /** number * live factors. */
  private record Product(double number, List<String> factors) {}

  private record Scaled(String value, double factor) {}

  private @Nullable NodeProto match(NodeProto node) {
    if (!Graph.isDefault(node.getDomain()) || !Set.of("Mul", "Div").contains(node.getOpType())) {
      return null;
    }
    if (node.getOpType().equals("Mul")) {
      String a = node.getInput(0);
      String b = node.getInput(1);
      NodeProto direct = match(node, 1, a, b);
      direct = direct == null ? match(node, 1, b, a) : direct;
      if (direct != null) {
        return direct;
      }
    }
    Product product = product(node.getOutput(0));
    List<String> factors = product.factors();
    if (factors.size() == 1) {
      String x = shiftedClip(factors.get(0));
      return x != null && near(product.number(), 1 / 6.0) ? hardSigmoid(node, x) : null;
    }
    if (factors.size() != 2) {
      return null;
    }
    NodeProto first = match(node, product.number(), factors.get(0), factors.get(1));
    return first != null ? first : match(node, product.number(), factors.get(1), factors.get(0));
  }

  /** Matches number * x * gate. */
  private @Nullable NodeProto match(NodeProto node, double number, String x, String gate) {
    NodeProto by = producers.get(gate);
    if (by == null) {
      return null;
    }
    if (by.getOpType().equals("Sigmoid") && near(number, 1)) {
      Scaled inner = scaled(by.getInput(0));
      return inner.value().equals(x)
          ? node(SWISH, node, x)
              .addAttribute(OnnxParts.real("alpha", (float) inner.factor()))
              .build()
          : null;
    }
    if (by.getOpType().equals("HardSigmoid") && near(number, 1) && by.getInput(0).equals(x)) {
      boolean usual =
          near(Graph.real(by, "alpha", 0.2f), 1 / 6.0) && near(Graph.real(by, "beta", 0.5f), 0.5);
      return usual ? node("HardSwish", node, x).build() : null;
    }
    String clipped = shiftedClip(gate);
    if (clipped != null && clipped.equals(x) && near(number, 1 / 6.0)) {
      return node("HardSwish", node, x).build();
    }
    if (by.getOpType().equals("Add") && near(number, 0.5)) {
      String erf = plus(by, 1);
      NodeProto function = erf == null ? null : producers.get(erf);
      if (function != null && function.getOpType().equals("Erf")) {
        Scaled inner = scaled(function.getInput(0));
        return inner.value().equals(x) && near(inner.factor(), Math.sqrt(0.5))
            ? node("Gelu", node, x).build()
            : null;
      }
    }
    return null;
  }

  private static NodeProto.Builder node(String op, NodeProto instead, String x) {
    return OnnxParts.node(op, Graph.nameOf(instead), instead.getOutput(0), x);
  }

  private static NodeProto hardSigmoid(NodeProto instead, String x) {
    return node("HardSigmoid", instead, x)
        .addAttribute(OnnxParts.real("alpha", 1 / 6f))
        .addAttribute(OnnxParts.real("beta", 0.5f))
        .build();
  }

  /** The x of Clip(x + 3, 0, 6). */
  private @Nullable String shiftedClip(String value) {
    NodeProto clip = producers.get(value);
    if (clip == null || !clip.getOpType().equals("Clip")) {
      return null;
    }
    double low = bound(clip, 1, "min");
    double high = bound(clip, 2, "max");
    NodeProto sum = producers.get(clip.getInput(0));
    return near(low, 0) && near(high, 6) && sum != null && sum.getOpType().equals("Add")
        ? plus(sum, 3)
        : null;
  }

  private double bound(NodeProto clip, int index, String attribute) {
    Constant constant = graph.constant(Graph.input(clip, index));
    return constant == null ? Graph.real(clip, attribute, Float.NaN) : constant.at(0);
  }

  /** The live part of a sum with that number; null when the node is none. */
  private @Nullable String plus(NodeProto sum, double number) {
    for (int i = 0; i < 2; i++) {
      Double constant = scalar(sum.getInput(i));
      if (constant != null && near(constant, number)) {
        return sum.getInput(1 - i);
      }
    }
    return null;
  }

  /** A value as a number times another. */
  private Scaled scaled(String value) {
    Product product = product(value);
    return product.factors().size() == 1
        ? new Scaled(product.factors().get(0), product.number())
        : new Scaled(value, 1);
  }

  private Product product(String value) {
    List<String> factors = new ArrayList<>();
    double number = gather(value, factors);
    return new Product(number, factors);
  }

  private double gather(String value, List<String> factors) {
    Double scalar = scalar(value);
    if (scalar != null) {
      return scalar;
    }
    NodeProto node = producers.get(value);
    if (node != null && node.getOpType().equals("Mul")) {
      return gather(node.getInput(0), factors) * gather(node.getInput(1), factors);
    }
    if (node != null && node.getOpType().equals("Div") && scalar(node.getInput(1)) != null) {
      return gather(node.getInput(0), factors) / Objects.requireNonNull(scalar(node.getInput(1)));
    }
    factors.add(value);
    return 1;
  }

  private @Nullable Double scalar(String value) {
    Constant constant = graph.constant(value);
    return constant != null && constant.size() == 1 ? Double.valueOf(constant.at(0)) : null;
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= CLOSE * Math.max(1e-2, Math.abs(b));
  }
}
