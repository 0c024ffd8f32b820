package io.ocelli.app.job;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code DIR/undo-TIME.csv}: what a sorting did, a row a picture, each written before its picture
 * is touched, so that even a sorting that was killed can be taken back.
 */
final class UndoLog implements Closeable {
  private static final List<String> COLUMNS = List.of("action", "from", "to", "bytes", "modified");
  private static final CsvMapper CSV = new CsvMapper();

  private final Path file;
  private final SequenceWriter rows;

  private UndoLog(Path file, SequenceWriter rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * What was done with one picture.
   *
   * @param from absolute path; for a copy out of an archive or from the web its name
   * @param to absolute path
   * @param bytes size of the picture
   * @param modified time of the last change, milliseconds since 1970; -1 where there is none
   */
  record Row(Sorter.Action action, String from, Path to, long bytes, long modified) {}

  /** Begins a log under a name that is free. */
  static UndoLog create(Path folder) throws IOException {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    for (int n = 1; ; n++) {
      Path file = folder.resolve("undo-" + time + (n == 1 ? "" : "-" + n) + ".csv");
      try {
        Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        UndoLog log = new UndoLog(file, CSV.writer().writeValues(out));
        log.row(COLUMNS);
        return log;
      } catch (FileAlreadyExistsException taken) {
        // then the next number
      }
    }
  }

  Path file() {
    return file;
  }

  /** Writes a row, out of this process. */
  void add(Row row) throws IOException {
    row(
        List.of(
            row.action().word(),
            row.from(),
            row.to().toString(),
            Long.toString(row.bytes()),
            Long.toString(row.modified())));
  }

  private void row(List<String> values) throws IOException {
    rows.write(values);
    rows.flush();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /**
   * Reads a log, first row first. A last row that a crash cut off is left out: its picture was not
   * touched.
   *
   * @throws UsageException if the file is no log
   */
  static List<Row> read(Path file) throws IOException {
    List<Row> found = new ArrayList<>();
    try (MappingIterator<String[]> lines =
        CSV.readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(Files.newBufferedReader(file))) {
      if (!lines.hasNextValue() || !List.of(lines.nextValue()).equals(COLUMNS)) {
        throw notALog(file);
      }
      while (lines.hasNextValue()) {
        String[] cells = lines.nextValue();
        if (cells.length == COLUMNS.size() && !cells[4].isEmpty()) {
          found.add(
              new Row(
                  Sorter.Action.of(cells[0]),
                  cells[1],
                  Path.of(cells[2]),
                  Long.parseLong(cells[3]),
                  Long.parseLong(cells[4])));
        } else if (lines.hasNextValue()) {
          throw notALog(file);
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      throw new OcelliException(
          "the undo file is damaged",
          String.valueOf(e.getMessage()),
          file.toString(),
          "mend it",
          e);
    }
  }

  private static UsageException notALog(Path file) {
    return new UsageException(
        "not an undo file", file.toString(), "ocelli undo", "give DIR/undo-TIME.csv");
  }
}
