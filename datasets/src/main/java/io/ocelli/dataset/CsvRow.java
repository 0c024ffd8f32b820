package io.ocelli.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of a table as spreadsheet programs write it: cells between commas, semicolons, tabs or
 * bars, quoted as in RFC 4180.
 *
 * @param line on which it begins in the file, counted from 1; line breaks in quotes count too
 * @param cells as they stand there, without their quotes
 */
public record CsvRow(int line, List<String> cells) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final ObjectReader CELLS =
      new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

  /** Copies the cells. */
  public CsvRow {
    cells = List.copyOf(cells);
  }

  /** Makes the error for a row that cannot be read. */
  public interface Trouble {
    /**
     * The error.
     *
     * @param line on which the row begins
     */
    RuntimeException at(int line, String reason);
  }

  /** The separator that stands most often in the first row outside of quotes. */
  public static char separator(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    String bare = first.replaceAll("\"[^\"]*\"", "");
    char best = ',';
    long most = 0;
    for (char separator : SEPARATORS) {
      long number = bare.chars().filter(c -> c == separator).count();
      if (number > most) {
        best = separator;
        most = number;
      }
    }
    return best;
  }

  /**
   * All rows that are not blank.
   *
   * @param trouble for the first row with a quote that is not closed or stands where none may
   */
  public static List<CsvRow> all(String text, char separator, Trouble trouble) {
    List<CsvRow> rows = new ArrayList<>();
    ObjectReader reader = CELLS.with(CsvSchema.emptySchema().withColumnSeparator(separator));
    int line = 1;
    int from = 0;
    while (from < text.length()) {
      int to = end(text, from, separator);
      String row = text.substring(from, to);
      if (!row.isBlank()) {
        List<String> cells = cells(row, reader, line, trouble);
        if (!cells.stream().allMatch(String::isBlank)) {
          rows.add(new CsvRow(line, cells));
        }
      }
      line += breaks(row) + 1;
      from = to + (text.startsWith("\r\n", to) ? 2 : 1);
    }
    return rows;
  }

  private static List<String> cells(String row, ObjectReader reader, int line, Trouble trouble) {
    try (MappingIterator<String[]> rows = reader.readValues(row)) {
      return rows.hasNextValue() ? List.of(rows.nextValue()) : List.of();
    } catch (JsonProcessingException e) {
      throw trouble.at(line, e.getOriginalMessage().lines().findFirst().orElse("no CSV"));
    } catch (IOException e) {
      throw trouble.at(line, String.valueOf(e.getMessage()));
    }
  }

  /** Where the row ends: at a line break outside of quotes. A quote opens where a cell begins. */
  private static int end(String text, int from, char separator) {
    boolean quoted = false;
    boolean begins = true;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        // A doubled quote closes and opens again.
        if (c == '"') {
          quoted = false;
          begins = i + 1 < text.length() && text.charAt(i + 1) == '"';
        }
      } else if (c == '\n' || c == '\r') {
        return i;
      } else if (c == '"' && begins) {
        quoted = true;
      } else {
        begins = c == separator || (begins && c == ' ');
      }
    }
    return text.length();
  }

  private static int breaks(String row) {
    int breaks = 0;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      breaks += c == '\n' || (c == '\r' && !row.startsWith("\n", i + 1)) ? 1 : 0;
    }
    return breaks;
  }
}
