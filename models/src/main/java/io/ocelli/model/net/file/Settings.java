package io.ocelli.model.net.file;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.model.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file says of one layer, and the checks of single values. */
final class Settings {
  /** Names that Keras, PyTorch and others have for the same settings. */
  private static final Map<String, String> SAME =
      Map.of(
          "filters", "out",
          "units", "out",
          "kernel_size", "kernel",
          "pool_size", "size",
          "strides", "stride",
          "dilation_rate", "dilation",
          "kernel-size", "kernel",
          "use_bias", "bias",
          "batch_norm", "batch-norm",
          "count_padding", "count-padding");

  final LayerWord word;
  final YamlNode item;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();

  private Settings(LayerWord word, YamlNode item) {
    this.word = word;
    this.item = item;
  }

  /** Reads {@code flatten}, {@code dense: 10} or {@code conv: {out: 32, kernel: 3}}. */
  static Settings of(YamlNode item) {
    if (!(item.value() instanceof Map)) {
      return new Settings(word(item.text(), item), item);
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>(item.entries());
    Map<String, YamlNode> beside = new LinkedHashMap<>();
    for (String key : List.of("name", "from")) {
      YamlNode value = entries.remove(key);
      if (value != null) {
        beside.put(key, value);
      }
    }
    if (entries.size() != 1) {
      throw item.wrong(
          entries.isEmpty() ? "a layer without a kind" : "more than one kind for a layer",
          "write one layer, with its settings in braces: - conv: {out: 32, kernel: 3}");
    }
    Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
    YamlNode said = only.getValue();
    Settings settings = new Settings(word(only.getKey(), said), said);
    settings.read(said);
    for (Map.Entry<String, YamlNode> entry : beside.entrySet()) {
      settings.put(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  private static LayerWord word(String text, YamlNode at) {
    LayerWord word = LayerWord.of(text);
    if (word == null) {
      throw new OcelliException(
          "no such layer", text, at.where(), NearNames.remedy(text, LayerWord.keys()));
    }
    return word;
  }

  private void read(YamlNode said) {
    if (said.value() == null) {
      return;
    }
    if (said.value() instanceof Map) {
      said.entries().forEach(this::put);
      return;
    }
    if (word.main.isEmpty()) {
      throw said.wrong("the layer " + word.key() + " has no settings", "write - " + word.key());
    }
    put(word.main, said);
  }

  private void put(String key, YamlNode value) {
    String name = SAME.getOrDefault(key, key);
    if (!word.settings().contains(name)) {
      throw new OcelliException(
          "no such setting of " + word.key(),
          key,
          value.where(),
          NearNames.remedy(key, word.settings()));
    }
    if (values.put(name, value) != null) {
      throw value.wrong("the setting " + name + " is given twice", "leave one out");
    }
  }

  @Nullable YamlNode get(String key) {
    YamlNode value = values.get(key);
    return value == null || value.value() == null ? null : value;
  }

  /** The whole number of a setting, at least 1. */
  int count(String key, int otherwise) {
    YamlNode value = get(key);
    return value == null ? otherwise : count(value, 1);
  }

  static int count(YamlNode value, int least) {
    if (value.value() instanceof Integer number && number >= least) {
      return number;
    }
    throw value.wrong("a whole number from " + least + " was expected", "write digits alone");
  }

  double number(String key, double otherwise, double least, double below) {
    YamlNode value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.value() instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() < below) {
      return number.doubleValue();
    }
    String end = below == Double.POSITIVE_INFINITY ? "" : " to below " + below;
    String start = least == Double.NEGATIVE_INFINITY ? "" : " from " + least;
    throw value.wrong(key + ": a number" + start + end + " was expected", "write digits alone");
  }

  boolean flag(String key, boolean otherwise) {
    YamlNode value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.value() instanceof Boolean flag) {
      return flag;
    }
    throw value.wrong(key + ": true or false was expected", "write one of the two");
  }

  /** One number for both directions, or [height, width]. */
  int[] pair(String key, int otherwise) {
    YamlNode value = get(key);
    if (value == null) {
      return new int[] {otherwise, otherwise};
    }
    if (value.value() instanceof List<?> list && list.size() == 2) {
      List<YamlNode> items = value.items();
      return new int[] {count(items.get(0), 1), count(items.get(1), 1)};
    }
    if (value.value() instanceof List) {
      throw value.wrong(key + ": one or two numbers were expected", "write [height, width]");
    }
    int both = count(value, 1);
    return new int[] {both, both};
  }
}
