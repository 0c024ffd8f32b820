package io.ocelli.dataset.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A JSON file read piece by piece, so that its size does not matter. Numbers keep their digits, and
 * {@code NaN}, which Python writes though JSON has none, is let through to be named.
 */
final class CocoFile {
  // Pictures of some 100 MB that stand in LabelMe files as text.
  private static final int LONGEST_TEXT = 150_000_000;
  private static final int DEEPEST = 100;

  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LONGEST_TEXT)
                          .maxNestingDepth(DEEPEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private CocoFile() {}

  /** Takes the value of a field of the whole; the parser stands at its first token. */
  interface Section {
    /** Reads the value up to its last token, or leaves it untouched to have it passed over. */
    void read(String name, JsonParser json) throws IOException;
  }

  /** Takes an element of a list; the parser stands at its first token. */
  interface Element {
    void read(JsonNode element, int line);
  }

  /**
   * Goes through the fields of the object that a file holds.
   *
   * @throws OcelliException if it is no JSON object; with the line
   */
  static void read(ByteSource source, Section section) {
    try (InputStream in = FileTree.open(source);
        JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw broken(source, 1, "it is no JSON object", null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken first = json.nextToken();
        section.read(name, json);
        if (json.currentToken() == first) {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw broken(source, line, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw FileTree.unreadable(source, e);
    }
  }

  /** Goes through the elements of the list that the parser stands at. */
  static void elements(JsonParser json, Element element) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int line = json.currentTokenLocation().getLineNr();
      element.read(JSON.readTree(json), line);
    }
  }

  private static OcelliException broken(
      ByteSource source, int line, String reason, @org.jspecify.annotations.Nullable Exception e) {
    return new OcelliException(
        "a JSON file that cannot be read",
        reason.lines().findFirst().orElse("not JSON"),
        source.name() + ":" + line,
        "correct the file, or fetch it again if it breaks off",
        e);
  }
}
