package io.ocelli.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a COCO file says, whatever the order of its entries and the way its numbers are written. */
final class CocoTree {
  private CocoTree() {}

  static Map<String, Object> of(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
    Map<String, Object> tree = new TreeMap<>();
    root.properties()
        .forEach(
            field -> {
              if (field.getValue().isArray()) {
                Map<Long, Object> byId = new TreeMap<>();
                field.getValue().forEach(one -> byId.put(one.path("id").asLong(), plain(one)));
                tree.put(field.getKey(), byId);
              } else {
                tree.put(field.getKey(), plain(field.getValue()));
              }
            });
    return tree;
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new HashMap<>();
      node.properties().forEach(one -> map.put(one.getKey(), plain(one.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(one -> list.add(plain(one)));
      return list;
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.asText();
  }
}
