package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;

/** Rows of a CSV file (RFC 4180 quoting, lines end with a line feed), with a header. */
final class CsvRows implements AutoCloseable {
  private final CsvGenerator csv;

  CsvRows(OutputStream out, String... columns) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder();
    for (String column : columns) {
      schema.addColumn(column);
    }
    csv =
        CsvFactory.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .createGenerator(out, JsonEncoding.UTF8);
    csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    csv.setSchema(schema.build());
    row(columns);
  }

  void row(String... values) throws IOException {
    csv.writeStartArray();
    for (String value : values) {
      csv.writeString(value);
    }
    csv.writeEndArray();
    csv.flush();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
