package io.ocelli.model.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML (or JSON) text that knows its line, so that an error can name it.
 *
 * @param value a map of nodes by name, a list of nodes, a number, a truth value or a text; null for
 *     nothing
 * @param written as it stands in the text, where it is a number or a text; else null
 * @param line from 1
 * @param origin the file or URL
 */
public record YamlNode(@Nullable Object value, @Nullable String written, int line, String origin) {

  /**
   * Reads a text.
   *
   * @param origin where it comes from, for errors
   * @param what it is, for errors, such as "the registry"
   * @throws OcelliException if it is empty or no YAML; the line is named
   */
  public static YamlNode parse(String text, String origin, String what) {
    YAMLFactory yaml = new YAMLFactory();
    yaml.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (JsonParser parser = yaml.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new OcelliException(what + " is empty", origin, origin, "write keys and values");
      }
      return node(parser, origin);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new OcelliException(
          what + " is not valid YAML",
          e.getOriginalMessage().lines().findFirst().orElse("unreadable").strip(),
          line > 0 ? origin + ", line " + line : origin,
          "correct that line",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static YamlNode node(JsonParser parser, String origin) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, node(parser, origin));
        }
        yield new YamlNode(map, null, line, origin);
      }
      case START_ARRAY -> {
        List<YamlNode> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(node(parser, origin));
        }
        yield new YamlNode(list, null, line, origin);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new YamlNode(parser.getNumberValue(), parser.getText(), line, origin);
      case VALUE_TRUE -> new YamlNode(true, "true", line, origin);
      case VALUE_FALSE -> new YamlNode(false, "false", line, origin);
      case VALUE_NULL -> new YamlNode(null, null, line, origin);
      default -> new YamlNode(parser.getText(), parser.getText(), line, origin);
    };
  }

  /** Where this value stands. */
  public String where() {
    return origin + ", line " + line;
  }

  /** An error about this value. */
  public OcelliException wrong(String problem, String remedy) {
    return new OcelliException(problem, words(), where(), remedy);
  }

  private String words() {
    String text = String.valueOf(plain());
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  /** The value under a key; null when the key is not there or says nothing. */
  public @Nullable YamlNode get(String key) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("keys and values were expected", "write key: value");
    }
    return map.get(key) instanceof YamlNode node && node.value() != null ? node : null;
  }

  /** The value under a key that must be there. */
  public YamlNode needed(String key, String what) {
    YamlNode node = get(key);
    if (node == null) {
      throw new OcelliException(
          what + " is incomplete", key + " is missing", where(), "write " + key + ": ...");
    }
    return node;
  }

  /** Refuses keys that nobody would read. */
  public YamlNode allow(List<String> known) {
    for (Map.Entry<String, YamlNode> entry : entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new OcelliException(
            "no such key",
            entry.getKey(),
            entry.getValue().where(),
            NearNames.remedy(entry.getKey(), known));
      }
    }
    return this;
  }

  /** Keys and values, in their order. */
  public Map<String, YamlNode> entries() {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("keys and values were expected", "write key: value");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    map.forEach(
        (key, node) -> {
          if (node instanceof YamlNode known) {
            entries.put(String.valueOf(key), known);
          }
        });
    return entries;
  }

  /** The values of a list. */
  public List<YamlNode> items() {
    if (!(value instanceof List<?> list)) {
      throw wrong("a list was expected", "write - value, or [value, value]");
    }
    return list.stream().map(YamlNode.class::cast).toList();
  }

  /** A number or a text, as it is written. */
  public String text() {
    // As it is written: a checksum of digits alone is a number to YAML.
    if (written == null || written.isBlank()) {
      throw wrong("a word or a line was expected", "write it after the key");
    }
    return written.strip();
  }

  /** A whole number from 0. */
  public long count() {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= 0) {
        return number;
      }
    }
    throw wrong("a whole number from 0 was expected", "write digits alone");
  }

  /** The same without lines: maps, lists and scalars. */
  public @Nullable Object plain() {
    if (value instanceof Map) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries().forEach((key, node) -> map.put(key, node.plain()));
      return map;
    }
    if (value instanceof List) {
      List<@Nullable Object> list = new ArrayList<>();
      items().forEach(node -> list.add(node.plain()));
      return list;
    }
    return value;
  }
}
