package io.ocelli.dataset.split;

import io.ocelli.dataset.CsvRow;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table as spreadsheet programs write it: UTF-8, with or without a byte order mark, a line of
 * column names, cells between commas, semicolons or tabs, quoted as in RFC 4180. Columns are found
 * by name in any case; empty lines do not count.
 *
 * @param columns their names, trimmed
 * @param rows the lines below
 */
record CsvTable(Path file, List<String> columns, List<CsvRow> rows) {

  /**
   * Reads a file.
   *
   * @param origin the option that names it
   * @throws UsageException if it cannot be read, is no text in UTF-8, has no line of names, a name
   *     twice, or a line with fewer or more cells than names
   */
  static CsvTable read(Path file, String origin) {
    String text = text(file, origin);
    List<CsvRow> rows =
        CsvRow.all(text, CsvRow.separator(text), (line, reason) -> broken(file, line, reason));
    if (rows.isEmpty()) {
      throw new UsageException(
          "a table without a line", file.toString(), origin, "its first line names the columns");
    }
    List<String> columns = rows.get(0).cells().stream().map(String::strip).toList();
    List<CsvRow> below = rows.subList(1, rows.size());
    for (String column : columns) {
      if (columns.stream().filter(column::equalsIgnoreCase).count() > 1) {
        throw broken(file, rows.get(0).line(), "two columns with the name '" + column + "'");
      }
    }
    for (CsvRow row : below) {
      if (row.cells().size() != columns.size()) {
        throw broken(
            file,
            row.line(),
            row.cells().size() + " cells, but " + columns.size() + " columns have names");
      }
    }
    return new CsvTable(file, columns, List.copyOf(below));
  }

  private static String text(Path file, String origin) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "not a text in UTF-8", file.toString(), origin, "save it as 'CSV UTF-8'");
    } catch (NoSuchFileException e) {
      throw new UsageException("no such file", file.toString(), origin, "check the path");
    } catch (IOException e) {
      throw new UsageException(
          "the file cannot be read",
          file + ": " + e.getClass().getSimpleName(),
          origin,
          "check the path and its permissions");
    }
  }

  private static UsageException broken(Path file, int line, String reason) {
    return new UsageException(
        "a broken line in a table", reason, at(file, line), "correct the line");
  }

  private static String at(Path file, int line) {
    return file + ":" + line;
  }

  /** The file and line, as editors and compilers write it. */
  String at(CsvRow row) {
    return at(file, row.line());
  }

  /** The number of a column, or -1 if there is none of the name. */
  int find(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The number of a column.
   *
   * @throws UsageException if there is none of the name
   */
  int require(String name) {
    int at = find(name);
    if (at < 0) {
      throw new UsageException(
          "a column is missing", name, at(file, 1), NearNames.remedy(name, columns));
    }
    return at;
  }

  /** The column that names the picture: one of the usual names, else the first. */
  int pathColumn() {
    @Nullable Integer found = null;
    for (String name : List.of("path", "file", "filename", "file_name", "image", "image_path")) {
      if (found == null && find(name.toLowerCase(Locale.ROOT)) >= 0) {
        found = find(name);
      }
    }
    return found == null ? 0 : found;
  }
}
