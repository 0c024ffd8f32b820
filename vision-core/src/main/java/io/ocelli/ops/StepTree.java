package io.ocelli.ops;

import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads steps from lists and maps, as they come from YAML or JSON. */
final class StepTree {
  private StepTree() {}

  static List<Vocabulary.Step> read(
      Vocabulary vocabulary, Object tree, String origin, Path folder) {
    if (tree instanceof String text) {
      return vocabulary.parse(text, origin, folder);
    }
    if (!(tree instanceof List<?> items) || items.isEmpty()) {
      throw new UsageException(
          "not a pipeline",
          String.valueOf(tree),
          origin,
          "write a list of operations, such as '- gray'");
    }
    List<Vocabulary.Step> operations = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String place = "item " + (i + 1) + " of " + origin;
      operations.addAll(vocabulary.parse(text(items.get(i), place), place, folder));
    }
    return operations;
  }

  /** An item as it would be typed: the parser then is the only judge of names and values. */
  private static String text(Object item, String place) {
    if (item instanceof String text) {
      return text;
    }
    if (item instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      StringBuilder text = new StringBuilder(String.valueOf(entry.getKey()));
      if (entry.getValue() instanceof Map<?, ?> values) {
        values.forEach(
            (name, value) ->
                text.append(' ').append(name).append('=').append(Quoting.quote(scalar(value))));
        return text.toString();
      }
      if (entry.getValue() == null) {
        return text.toString();
      }
    }
    throw new UsageException(
        "not an operation",
        String.valueOf(item),
        place,
        "write '- gray' or '- gaussian-blur: {size: 5}'");
  }

  private static String scalar(Object value) {
    return value instanceof Double number ? ValueType.number(number) : String.valueOf(value);
  }
}
