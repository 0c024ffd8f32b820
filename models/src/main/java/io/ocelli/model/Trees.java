package io.ocelli.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.ocelli.error.OcelliException;
import java.io.UncheckedIOException;

/** JSON and YAML as maps, lists, numbers and strings. */
final class Trees {
  private Trees() {}

  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static final class Yaml {
    static final ObjectMapper MAPPER =
        new ObjectMapper(
            new YAMLFactory()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES));
  }

  static Object readJson(String text, String origin) {
    return read(Json.MAPPER, "JSON", text, origin);
  }

  static Object readYaml(String text, String origin) {
    return read(Yaml.MAPPER, "YAML", text, origin);
  }

  static String writeJson(Object tree) {
    return write(Json.MAPPER, tree);
  }

  static String writeYaml(Object tree) {
    return write(Yaml.MAPPER, tree);
  }

  private static Object read(ObjectMapper mapper, String format, String text, String origin) {
    try {
      Object tree = mapper.readValue(text, Object.class);
      return tree == null ? "" : tree;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new OcelliException(
          "not valid " + format + where,
          e.getOriginalMessage(),
          origin,
          "correct the text, or describe the model again with ocelli models add",
          e);
    }
  }

  private static String write(ObjectMapper mapper, Object tree) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }
}
