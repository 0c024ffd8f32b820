package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.ops.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line for each finding: {@code {"source":…,"operation":…,"step":…}}, {@code
 * "part"} where an operation had split the picture, and then the fields of the finding. Steps are
 * counted from 1. An input that failed is {@code {"source":…,"error":…}}; one without findings has
 * no line.
 */
final class JsonLineFindings implements FindingWriter {
  private final OutputStream out;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  JsonLineFindings(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(ImageOutcome outcome) throws IOException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("source", outcome.source());
    if (outcome.error() != null) {
      line.put("error", outcome.error());
      line(line);
    }
    for (Found found : outcome.findings()) {
      line.clear();
      line.put("source", outcome.source());
      line.put("operation", found.operation());
      line.put("step", found.step() + 1);
      if (!found.part().isEmpty()) {
        line.put("part", found.part());
      }
      FindingTree.of(found.finding())
          .forEach((name, value) -> line.put(name, FindingTree.json(value)));
      line(line);
    }
  }

  private void line(Map<String, @Nullable Object> line) throws IOException {
    out.write((json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void finish() {
    // Each line was written when it was known.
  }
}
