package io.ocelli.model.net.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers that a network file may name.
 *
 * <p>Words are compared without hyphens, underscores and case, and the names of Keras and PyTorch
 * mean the same layers: {@code MaxPooling2D}, {@code max_pool} and {@code max-pool} are one.
 */
enum LayerWord {
  CONV("out", "out kernel stride padding dilation groups bias"),
  DEPTHWISE_CONV("kernel", "kernel stride padding dilation bias"),
  DENSE("out", "out bias"),
  BATCH_NORM("momentum", "momentum epsilon"),
  MAX_POOL("size", "size stride padding dilation ceil"),
  MIN_POOL("size", "size stride padding ceil"),
  AVERAGE_POOL("size", "size stride padding ceil count-padding"),
  GLOBAL_AVERAGE_POOL("", ""),
  GLOBAL_MAX_POOL("", ""),
  GLOBAL_MIN_POOL("", ""),
  DROPOUT("rate", "rate"),
  FLATTEN("", ""),
  PAD("size", "size value"),
  ADD("from", ""),
  MULTIPLY("from", ""),
  CONCAT("from", ""),
  SOFTMAX("", ""),
  PRELU("shared", "shared"),
  ACTIVATION("activation", "activation"),
  RELU("", ""),
  RELU6("", ""),
  LEAKY_RELU("alpha", "alpha"),
  ELU("alpha", "alpha"),
  SWISH("", ""),
  GELU("", ""),
  SIGMOID("", ""),
  TANH("", ""),
  HARD_SIGMOID("", ""),
  HARD_SWISH("", "");

  private static final Map<String, LayerWord> WORDS = words();

  /** The setting that stands for itself in the short form, {@code dense: 10}; "" for none. */
  final String main;

  /** Words with spaces between. */
  private final String settings;

  LayerWord(String main, String settings) {
    this.main = main;
    this.settings = settings;
  }

  private static Map<String, LayerWord> words() {
    Map<String, LayerWord> words = new HashMap<>();
    for (LayerWord word : values()) {
      words.put(plain(word.key()), word);
    }
    words.put("convolution", CONV);
    words.put("depthwise", DEPTHWISE_CONV);
    words.put("depthwiseconvolution", DEPTHWISE_CONV);
    words.put("linear", DENSE);
    words.put("fullyconnected", DENSE);
    words.put("fc", DENSE);
    words.put("bn", BATCH_NORM);
    words.put("batchnormalization", BATCH_NORM);
    words.put("batchnormalisation", BATCH_NORM);
    words.put("avgpool", AVERAGE_POOL);
    words.put("globalavgpool", GLOBAL_AVERAGE_POOL);
    words.put("zeropad", PAD);
    words.put("zeropadding", PAD);
    words.put("padding", PAD);
    words.put("residual", ADD);
    words.put("mul", MULTIPLY);
    words.put("concatenate", CONCAT);
    words.put("silu", SWISH);
    words.put("leaky", LEAKY_RELU);
    return words;
  }

  /** The layer of a word; null where there is none. */
  static @Nullable LayerWord of(String word) {
    String plain = plain(word);
    if (plain.endsWith("2d")) {
      plain = plain.substring(0, plain.length() - 2);
    }
    return WORDS.get(plain.endsWith("pooling") ? plain.replaceAll("pooling$", "pool") : plain);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** As files write it. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (LayerWord word : values()) {
      keys.add(word.key());
    }
    return keys;
  }

  /** Whether batch normalisation and an activation may be given with the layer. */
  boolean takesActivation() {
    return this == CONV || this == DEPTHWISE_CONV || this == DENSE;
  }

  boolean joins() {
    return this == ADD || this == MULTIPLY || this == CONCAT;
  }

  boolean isActivation() {
    return compareTo(RELU) >= 0;
  }

  /** The settings that the layer has. */
  List<String> settings() {
    List<String> all = new ArrayList<>();
    if (!settings.isEmpty()) {
      all.addAll(List.of(settings.split(" ", -1)));
    }
    if (takesActivation()) {
      all.addAll(List.of("batch-norm", "activation"));
    }
    all.addAll(List.of("name", "from"));
    return all;
  }
}
