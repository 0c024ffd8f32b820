package io.ocelli.dataset.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code data.yaml} says.
 *
 * @param file the file
 * @param names of the classes by index; empty if it has none
 * @param root {@code path}, or null
 * @param splits folders, pictures or lists of pictures of each split, as they are written
 * @param keyPoints number of key points of an object, 0 for none
 * @param keyPointValues 2 for x and y, 3 for the visibility too
 */
record YoloYaml(
    Entry file,
    List<String> names,
    @Nullable String root,
    Map<Split, List<String>> splits,
    int keyPoints,
    int keyPointValues) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The one in the tree: named by the user, or the one nearest to the root that has names. */
  static Optional<Entry> find(FileTree tree) {
    return tree.documents(".yaml", ".yml").stream()
        .filter(one -> tree.chosen().isPresent() || one.path().size() <= 2)
        .filter(YoloYaml::hasNames)
        .min(java.util.Comparator.comparingInt(one -> one.path().size()));
  }

  private static boolean hasNames(Entry yaml) {
    return ClassNames.text(yaml.source()).lines().anyMatch(line -> line.matches("names\\s*:.*"));
  }

  /**
   * Reads it.
   *
   * @throws OcelliException if it is no YAML mapping or its names are none
   */
  static YoloYaml read(Entry file, Problems problems) {
    JsonNode tree;
    try {
      tree = YAML.readTree(ClassNames.text(file.source()));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw broken(file, line, e.getOriginalMessage().lines().findFirst().orElse("no YAML"));
    }
    if (!tree.isObject()) {
      throw broken(file, 0, "it is no mapping");
    }
    List<String> names = names(file, tree.path("names"));
    int count = tree.path("nc").asInt(names.size());
    if (count != names.size()) {
      problems.repaired(
          Place.of(file.source()),
          "nc is not the number of names",
          count + " and " + names.size() + " names");
    }
    Map<Split, List<String>> splits = new EnumMap<>(Split.class);
    tree.properties()
        .forEach(
            one ->
                Split.ofFolder(one.getKey())
                    .ifPresent(split -> splits.putIfAbsent(split, texts(one.getValue()))));
    splits.values().removeIf(List::isEmpty);
    JsonNode shape = tree.path("kpt_shape");
    return new YoloYaml(
        file,
        names,
        tree.path("path").isTextual() ? tree.path("path").asText() : null,
        splits,
        Math.max(0, shape.path(0).asInt(0)),
        shape.path(1).asInt(3) == 2 ? 2 : 3);
  }

  private static List<String> names(Entry file, JsonNode node) {
    if (node.isArray()) {
      return texts(node);
    }
    TreeMap<Integer, String> byIndex = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      Double index = Numbers.of(one.getKey());
      if (index == null || index < 0 || index > 100_000 || index != Math.rint(index)) {
        throw broken(file, 0, "the index of a class is no whole number: " + one.getKey());
      }
      byIndex.put((int) (double) index, one.getValue().asText());
    }
    List<String> names = new ArrayList<>();
    byIndex.forEach(
        (index, name) -> {
          while (names.size() < index) {
            names.add(Integer.toString(names.size()));
          }
          names.add(name);
        });
    return names;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
      texts.add(node.asText());
    }
    return texts;
  }

  private static OcelliException broken(Entry file, int line, String reason) {
    return new OcelliException(
        "the YAML file of the data set cannot be read",
        reason,
        Place.of(file.source(), line).line() > 0
            ? file.source().name() + ":" + line
            : file.source().name(),
        "names: is a list, or a mapping from 0, 1, … to names");
  }
}
