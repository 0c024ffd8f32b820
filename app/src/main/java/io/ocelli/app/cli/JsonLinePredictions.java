package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.ocelli.model.Classification;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One JSON object a line: {@code {"source":…,"width":…,"height":…,"predictions":[…]}}, and {@code
 * {"source":…,"error":…}} for an input that failed.
 */
final class JsonLinePredictions implements PredictionWriter {
  private final JsonGenerator json;

  JsonLinePredictions(OutputStream out) throws IOException {
    json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.setRootValueSeparator(null);
  }

  @Override
  public void predicted(Prediction prediction) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", prediction.source());
    json.writeNumberField("width", prediction.width());
    json.writeNumberField("height", prediction.height());
    json.writeArrayFieldStart("predictions");
    for (Classification c : prediction.classes()) {
      json.writeStartObject();
      json.writeNumberField("index", c.index());
      json.writeStringField("label", c.label());
      json.writeFieldName("probability");
      json.writeNumber(PredictionWriter.digits(c.probability()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    endLine();
  }

  @Override
  public void failed(long position, String source, String error) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", source);
    json.writeStringField("error", error);
    json.writeEndObject();
    endLine();
  }

  private void endLine() throws IOException {
    json.writeRaw('\n');
    json.flush();
  }
}
