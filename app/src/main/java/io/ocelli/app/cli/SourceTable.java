package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a CSV file (RFC 4180; commas, semicolons or tabs), read row by row. */
final class SourceTable implements SourceList {
  private static final char MARK = '\uFEFF';

  private final String name;
  private final MappingIterator<String[]> rows;
  private final int column;
  private long row = 1;

  private SourceTable(String name, MappingIterator<String[]> rows, int column) {
    this.name = name;
    this.rows = rows;
    this.column = column;
  }

  /**
   * Opens a table.
   *
   * @param column its name in the first row
   * @throws UsageException if there is no such column; near names are suggested
   */
  static SourceTable open(Path file, String column) throws IOException {
    char separator = separator(file);
    MappingIterator<String[]> rows = rows(file, separator);
    try {
      List<String> names = rows.hasNextValue() ? Arrays.asList(rows.nextValue()) : List.of();
      int index = names.stream().map(String::strip).toList().indexOf(column);
      if (index < 0) {
        throw new UsageException(
            "the table has no such column",
            column,
            file.toString(),
            names.isEmpty() ? "it is empty" : NearNames.remedy(column, names));
      }
      return new SourceTable("@" + file + ":" + column, rows, index);
    } catch (CharacterCodingException e) {
      rows.close();
      throw new IOException("it is not UTF-8", e);
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /**
   * Refuses a table where a list is wanted: its rows are no names.
   *
   * @throws UsageException if the file is a table of several columns by its name and first row
   */
  static void refuseAsList(Path file) throws IOException {
    String low = file.toString().toLowerCase(Locale.ROOT);
    if (!low.endsWith(".csv") && !low.endsWith(".tsv")) {
      return;
    }
    try (MappingIterator<String[]> rows = rows(file, separator(file))) {
      String[] names = rows.hasNextValue() ? rows.nextValue() : new String[0];
      if (names.length > 1) {
        throw new UsageException(
            "which column of the table?",
            file.toString(),
            "SOURCE",
            "write @" + file + ":COLUMN; there are " + String.join(", ", names));
      }
    } catch (CharacterCodingException e) {
      // Then it is read as a list, which says so.
    }
  }

  private static char separator(Path file) throws IOException {
    try (BufferedReader in = reader(file)) {
      char[] head = new char[4096];
      int n = Math.max(0, in.read(head));
      String line = new String(head, 0, n).lines().findFirst().orElse("");
      if (line.indexOf(',') >= 0) {
        return ',';
      }
      return line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 ? ';' : ',';
    }
  }

  private static MappingIterator<String[]> rows(Path file, char separator) throws IOException {
    return new CsvMapper()
        .readerFor(String[].class)
        .with(CsvParser.Feature.WRAP_AS_ARRAY)
        .with(CsvParser.Feature.SKIP_EMPTY_LINES)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator))
        .readValues(reader(file));
  }

  private static BufferedReader reader(Path file) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    in.mark(1);
    if (in.read() != MARK) {
      in.reset();
    }
    return in;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable String next() throws IOException {
    try {
      if (!rows.hasNextValue()) {
        return null;
      }
      row++;
      String[] cells = rows.nextValue();
      if (cells.length <= column || cells[column].isBlank()) {
        throw new BadEntryException(
            name + ", row " + row, "an empty cell", "fill it, or leave the row out");
      }
      return cells[column];
    } catch (JsonProcessingException e) {
      throw new IOException("row " + (row + 1) + ": " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
