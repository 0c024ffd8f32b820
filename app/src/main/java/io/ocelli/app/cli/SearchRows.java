package io.ocelli.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a search found, a row for each picture: {@code source,rank,found,cosine}. */
interface SearchRows {
  /** Writes a row. */
  void write(String source, int rank, String found, float cosine) throws IOException;

  static SearchRows of(OutputFormat format, OutputStream out) throws IOException {
    if (format == OutputFormat.CSV) {
      CsvRows rows = new CsvRows(out, "source", "rank", "found", "cosine");
      return (source, rank, found, cosine) ->
          rows.row(source, Integer.toString(rank), found, digits(cosine));
    }
    if (format == OutputFormat.JSONL) {
      ObjectMapper json = new ObjectMapper();
      return (source, rank, found, cosine) -> {
        ObjectNode row = json.createObjectNode();
        row.put("source", source).put("rank", rank).put("found", found);
        row.put("cosine", new BigDecimal(digits(cosine)));
        out.write((json.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
      };
    }
    return (source, rank, found, cosine) ->
        out.write(
            (String.format(Locale.ROOT, "%.4f  ", cosine)
                    + Columns.printable(source + "  ~  " + found)
                    + "\n")
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String digits(float cosine) {
    return String.format(Locale.ROOT, "%.6f", cosine);
  }
}
