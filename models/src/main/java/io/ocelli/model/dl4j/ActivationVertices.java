package io.ocelli.model.dl4j;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Node;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Activations as layers; those that Deeplearning4j knows with other numbers only are scaled and
 * shifted around them.
 */
final class ActivationVertices {
  private ActivationVertices() {}

  static String write(VertexDraft draft, Node node, Activation function) {
    String name = node.name();
    String x = draft.own(node);
    return switch (function.kind()) {
      case SIGMOID -> layer(draft, name, new ActivationSigmoid(), x);
      case TANH -> layer(draft, name, new ActivationTanH(), x);
      case RELU -> layer(draft, name, new ActivationReLU(), x);
      case LEAKY_RELU -> layer(draft, name, new ActivationLReLU(function.alpha()), x);
      case ELU -> layer(draft, name, new ActivationELU(function.alpha()), x);
      case SWISH -> {
        if (function.alpha() == 1) {
          yield layer(draft, name, new ActivationSwish(), x);
        }
        String inner = draft.scaled(draft.beside(node, "inner"), function.alpha(), x);
        String gate = layer(draft, draft.beside(node, "gate"), new ActivationSigmoid(), inner);
        yield draft.product(name, x, gate);
      }
      case HARD_SIGMOID -> hardSigmoid(draft, node, name, function.alpha(), function.beta(), x);
      case HARD_SWISH -> {
        String gate = hardSigmoid(draft, node, draft.beside(node, "gate"), 1 / 6.0, 0.5, x);
        yield draft.product(name, x, gate);
      }
      case CLIP -> clip(draft, node, function.alpha(), function.beta(), x);
      case GELU -> throw new NotHeld("GELU; Deeplearning4j has two approximations of it only");
    };
  }

  private static String layer(VertexDraft draft, String name, IActivation function, String x) {
    return draft.layer(name, new ActivationLayer.Builder().activation(function).build(), x);
  }

  /** Deeplearning4j's has 0.2 and 0.5. */
  private static String hardSigmoid(
      VertexDraft draft, Node node, String name, double alpha, double beta, String x) {
    String from = x;
    if (alpha != 0.2) {
      from = draft.scaled(draft.beside(node, "scaled"), alpha / 0.2, from);
    }
    if (beta != 0.5) {
      from = draft.shifted(draft.beside(node, "shifted"), (beta - 0.5) / 0.2, from);
    }
    return layer(draft, name, new ActivationHardSigmoid(), from);
  }

  private static String clip(VertexDraft draft, Node node, double low, double high, String x) {
    String name = node.name();
    boolean below = low > -Float.MAX_VALUE;
    boolean above = high < Float.MAX_VALUE;
    if (low == 0 && high == 6) {
      return layer(draft, name, new ActivationReLU6(), x);
    }
    if (!below && !above) {
      return x;
    }
    if (below && above) {
      double middle = (low + high) / 2;
      double half = (high - low) / 2;
      String moved = draft.shifted(draft.beside(node, "centred"), -middle, x);
      String small = draft.scaled(draft.beside(node, "small"), 1 / half, moved);
      String cut = layer(draft, draft.beside(node, "cut"), new ActivationHardTanH(), small);
      String large = draft.scaled(draft.beside(node, "large"), half, cut);
      return draft.shifted(name, middle, large);
    }
    if (below) {
      String moved = draft.shifted(draft.beside(node, "centred"), -low, x);
      String cut = layer(draft, draft.beside(node, "cut"), new ActivationReLU(), moved);
      return draft.shifted(name, low, cut);
    }
    // min(x, high) = high - max(high - x, 0)
    String turned = draft.scaled(draft.beside(node, "turned"), -1, x);
    String moved = draft.shifted(draft.beside(node, "centred"), high, turned);
    String cut = layer(draft, draft.beside(node, "cut"), new ActivationReLU(), moved);
    String back = draft.scaled(draft.beside(node, "back"), -1, cut);
    return draft.shifted(name, high, back);
  }
}
