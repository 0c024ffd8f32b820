package io.ocelli.model.net.file;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Op;
import io.ocelli.model.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Activations of a network file. */
final class Functions {
  private Functions() {}

  /**
   * {@code relu}, {@code {leaky-relu: 0.1}}: what stands behind {@code activation:}.
   *
   * @return the settings of the layer that it stands for
   */
  static Settings settings(YamlNode said) {
    Settings settings;
    if (said.value() instanceof Map || LayerWord.of(said.text()) != null) {
      settings = Settings.of(said);
    } else {
      throw new OcelliException(
          "no such activation", said.text(), said.where(), NearNames.remedy(said.text(), words()));
    }
    if (!isFunction(settings.word)) {
      throw new OcelliException(
          "not an activation",
          settings.word.key(),
          said.where(),
          "one of: " + String.join(", ", words()));
    }
    return settings;
  }

  private static boolean isFunction(LayerWord word) {
    return word.isActivation() || word == LayerWord.SOFTMAX || word == LayerWord.PRELU;
  }

  private static List<String> words() {
    return Arrays.stream(LayerWord.values())
        .filter(Functions::isFunction)
        .map(LayerWord::key)
        .toList();
  }

  /** The operation of an activation's settings. */
  static Op op(Settings settings) {
    return switch (settings.word) {
      case SOFTMAX -> new Op.Softmax();
      case PRELU -> new Op.PRelu(settings.flag("shared", false));
      case LEAKY_RELU -> activate(Activation.Kind.LEAKY_RELU, alpha(settings, 0.01), 0);
      case ELU -> activate(Activation.Kind.ELU, alpha(settings, 1), 0);
      case RELU6 -> new Op.Activate(Activation.RELU6);
      case HARD_SIGMOID -> activate(Activation.Kind.HARD_SIGMOID, 1.0 / 6, 0.5);
      default -> new Op.Activate(Activation.of(Activation.Kind.valueOf(settings.word.name())));
    };
  }

  private static double alpha(Settings settings, double otherwise) {
    return settings.number("alpha", otherwise, 0, Double.POSITIVE_INFINITY);
  }

  private static Op activate(Activation.Kind kind, double alpha, double beta) {
    return new Op.Activate(new Activation(kind, alpha, beta));
  }
}
