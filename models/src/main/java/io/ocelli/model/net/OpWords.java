package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Layers in the words of network files. */
final class OpWords {
  private OpWords() {}

  static String kind(Op op, Shape input) {
    if (op instanceof Op.Convolution conv) {
      return conv.groups() > 1 && conv.groups() == input.channels() ? "depthwise-conv" : "conv";
    }
    if (op instanceof Op.Activate activate) {
      return activation(activate.function());
    }
    if (op instanceof Op.Pool pool) {
      return word(pool.kind()) + "-pool";
    }
    if (op instanceof Op.GlobalPool pool) {
      return "global-" + word(pool.kind()) + "-pool";
    }
    if (op instanceof Op.BatchNorm) {
      return "batch-norm";
    }
    return op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  static String detail(Op op, Shape input) {
    if (op instanceof Op.Convolution conv) {
      List<String> words = window(conv.window());
      if (conv.groups() > 1 && conv.groups() != input.channels()) {
        words.add("groups " + conv.groups());
      }
      return String.join(", ", words);
    }
    if (op instanceof Op.Pool pool) {
      return String.join(", ", window(pool.window()));
    }
    if (op instanceof Op.Dropout dropout) {
      return number(dropout.rate());
    }
    if (op instanceof Op.Activate activate) {
      Activation function = activate.function();
      return switch (function.kind()) {
        case LEAKY_RELU -> number(function.alpha());
        case ELU, SWISH -> function.alpha() == 1 ? "" : number(function.alpha());
        case CLIP ->
            function.equals(Activation.RELU6)
                ? ""
                : number(function.alpha()) + " to " + number(function.beta());
        default -> "";
      };
    }
    return "";
  }

  private static String activation(Activation function) {
    if (function.equals(Activation.RELU6)) {
      return "relu6";
    }
    return function.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String word(Op.PoolKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> window(Window window) {
    List<String> words = new ArrayList<>();
    words.add(window.height() + "x" + window.width());
    if (window.strideHeight() > 1 || window.strideWidth() > 1) {
      words.add("stride " + pair(window.strideHeight(), window.strideWidth()));
    }
    if (window.dilationHeight() > 1 || window.dilationWidth() > 1) {
      words.add("dilation " + pair(window.dilationHeight(), window.dilationWidth()));
    }
    return words;
  }

  private static String pair(int down, int right) {
    return down == right ? String.valueOf(down) : down + "x" + right;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
