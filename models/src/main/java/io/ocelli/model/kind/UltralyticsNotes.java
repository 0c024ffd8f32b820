package io.ocelli.model.kind;

import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Ultralytics (and the first YOLOv5) writes into a model: {@code names}, {@code stride},
 * {@code task}, {@code imgsz}, {@code license}.
 *
 * @param task detect, classify, segment, pose, obb, …; detect where it is not said
 * @param labels class names, index 0 first
 * @param height of the pictures it was exported for; 0 when it is not said
 * @param width of the pictures it was exported for; 0 when it is not said
 * @param endToEnd whether suppression is done inside the model
 * @param description for example "Ultralytics YOLOv8n model trained on coco.yaml"; may be empty
 * @param license may be empty
 */
public record UltralyticsNotes(
    String task,
    List<String> labels,
    int height,
    int width,
    boolean endToEnd,
    String description,
    String license) {

  /**
   * Reads the notes.
   *
   * @param metadata all key-value pairs of the model
   * @param origin what to call the model in messages
   * @return empty when there are none: {@code names} and {@code stride} tell
   * @throws OcelliException when the names cannot be read
   */
  public static Optional<UltralyticsNotes> of(Map<String, String> metadata, String origin) {
    String names = metadata.get("names");
    if (names == null || !metadata.containsKey("stride")) {
      return Optional.empty();
    }
    List<Integer> size = size(metadata.getOrDefault("imgsz", ""));
    return Optional.of(
        new UltralyticsNotes(
            metadata.getOrDefault("task", "detect"),
            labels(names, origin),
            size.get(0),
            size.get(1),
            metadata.getOrDefault("end2end", "").equalsIgnoreCase("true")
                || metadata.getOrDefault("args", "").contains("'nms': True"),
            metadata.getOrDefault("description", ""),
            metadata.getOrDefault("license", "")));
  }

  /** Height and width; Ultralytics writes [height, width] or one number for both. */
  private static List<Integer> size(String imgsz) {
    try {
      Object value = imgsz.isBlank() ? null : PythonLiteral.read(imgsz);
      if (value instanceof List<?> list && list.size() == 2) {
        return List.of(side(list.get(0)), side(list.get(1)));
      }
      return List.of(side(value), side(value));
    } catch (IllegalArgumentException unreadable) {
      return List.of(0, 0);
    }
  }

  private static int side(@Nullable Object value) {
    return value instanceof Long side && side >= 1 && side <= 16384 ? side.intValue() : 0;
  }

  private static List<String> labels(String names, String origin) {
    Object value;
    try {
      value = PythonLiteral.read(names);
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()), origin);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(name -> label(name, origin)).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw unusable("neither a dict nor a list", origin);
    }
    TreeMap<Long, String> byIndex = new TreeMap<>();
    map.forEach((key, name) -> byIndex.put(index(key, origin), label(name, origin)));
    List<String> labels = new ArrayList<>(byIndex.values());
    if (!labels.isEmpty() && byIndex.lastKey() != labels.size() - 1) {
      throw unusable(
          labels.size()
              + " names with indices from "
              + byIndex.firstKey()
              + " to "
              + byIndex.lastKey(),
          origin);
    }
    return List.copyOf(labels);
  }

  private static long index(Object key, String origin) {
    if (key instanceof Long index && index >= 0) {
      return index;
    }
    if (key instanceof String text && text.matches("\\d{1,9}")) {
      return Long.parseLong(text);
    }
    throw unusable("'" + key + "' is no index", origin);
  }

  private static String label(@Nullable Object name, String origin) {
    String text = String.valueOf(name).strip();
    if (name == null || text.isEmpty()) {
      throw unusable("a name is empty", origin);
    }
    return text;
  }

  private static OcelliException unusable(String why, String origin) {
    return new OcelliException(
        "the model's own list of names cannot be used",
        why,
        "the metadata 'names' of " + origin,
        "give the names with --labels");
  }
}
