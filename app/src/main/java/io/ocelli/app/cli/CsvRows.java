package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Rows of a CSV file (RFC 4180 quoting, lines end with a line feed), with a header. */
final class CsvRows implements AutoCloseable {
  private final CsvGenerator csv;

  CsvRows(OutputStream out, String... columns) throws IOException {
    this(out, true, columns);
  }

  /**
   * @param header whether the row with the names of the columns is written: not where rows are
   *     added to a file
   */
  CsvRows(OutputStream out, boolean header, String... columns) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder();
    for (String column : columns) {
      schema.addColumn(column);
    }
    csv =
        CsvFactory.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .createGenerator(new Unflushed(out), JsonEncoding.UTF8);
    csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    csv.setSchema(schema.build());
    if (header) {
      row(columns);
    }
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

  /**
   * Gets every row at once, but the stream behind it, which has a buffer, is not flushed for each.
   */
  private static final class Unflushed extends FilterOutputStream {
    Unflushed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      // Whoever owns the stream does.
    }
  }
}
