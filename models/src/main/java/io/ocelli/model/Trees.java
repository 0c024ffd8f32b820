package io.ocelli.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON and YAML as maps, lists, numbers and strings. Read and written token by token: Jackson's
 * object mapper does the same, but costs a seventh of a second at the start of every command.
 */
final class Trees {
  private Trees() {}

  static Object readJson(String text, String origin) {
    return read(new JsonFactory(), "JSON", text, origin);
  }

  static Object readYaml(String text, String origin) {
    return read(new YAMLFactory(), "YAML", text, origin);
  }

  static String writeJson(Object tree) {
    return write(new JsonFactory(), tree);
  }

  static String writeYaml(Object tree) {
    return write(
        new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES),
        tree);
  }

  private static Object read(JsonFactory format, String name, String text, String origin) {
    try (JsonParser parser = format.createParser(text)) {
      Object tree = parser.nextToken() == null ? null : value(parser);
      if (parser.nextToken() != null) {
        throw new OcelliException(
            "more than one " + name + " value", text, origin, "write one value");
      }
      return tree == null ? "" : tree;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new OcelliException(
          "not valid " + name + where,
          e.getOriginalMessage(),
          origin,
          "correct the text, or describe the model again with ocelli models add",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static String write(JsonFactory format, Object tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = format.createGenerator(text)) {
      write(generator, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object tree) throws IOException {
    if (tree == null) {
      generator.writeNull();
    } else if (tree instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (tree instanceof Iterable<?> list) {
      generator.writeStartArray();
      for (Object entry : list) {
        write(generator, entry);
      }
      generator.writeEndArray();
    } else if (tree instanceof Integer || tree instanceof Long || tree instanceof Short) {
      generator.writeNumber(((Number) tree).longValue());
    } else if (tree instanceof Number number) {
      generator.writeNumber(number.doubleValue());
    } else if (tree instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else {
      generator.writeString(String.valueOf(tree));
    }
  }
}
