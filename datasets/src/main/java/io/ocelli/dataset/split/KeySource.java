package io.ocelli.dataset.split;

import io.ocelli.dataset.CsvRow;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Tells, by its path, the group or the time of a picture. */
public sealed interface KeySource {

  /** What it says of a picture; empty if nothing. */
  Optional<String> of(String path);

  /** In words, for messages and for the file beside a split. */
  String name();

  /**
   * What a source says of pictures.
   *
   * @param values for each picture; null where it says nothing
   * @param without the paths of which it says nothing
   */
  record Found(List<@Nullable String> values, List<String> without) {}

  /**
   * Asks for every picture.
   *
   * @throws UsageException if it says nothing of any of them
   */
  default Found of(List<String> paths, String origin) {
    List<@Nullable String> values = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String path : paths) {
      String value = of(path).orElse(null);
      values.add(value);
      if (value == null) {
        without.add(path);
      }
    }
    if (without.size() == paths.size()) {
      throw new UsageException(
          "it matches no picture",
          name(),
          origin,
          "look at the paths it is held against: "
              + String.join(", ", without.subList(0, Math.min(3, without.size()))));
    }
    return new Found(values, without);
  }

  /** The folder that the picture is in. */
  record ParentFolder() implements KeySource {
    @Override
    public Optional<String> of(String path) {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
    }

    @Override
    public String name() {
      return "folder";
    }
  }

  /** What a map says. */
  record Given(String name, Map<String, String> byPath) implements KeySource {
    /** Copies the map. */
    public Given {
      byPath = Map.copyOf(byPath);
    }

    @Override
    public Optional<String> of(String path) {
      return Optional.ofNullable(byPath.get(path));
    }
  }

  /**
   * What a regular expression finds in the path: the text of its first capture group that takes
   * part.
   */
  record Regex(Pattern pattern) implements KeySource {
    /**
     * Compiles the expression.
     *
     * @param option where it comes from
     * @throws UsageException if it is no regular expression or has no capture group
     */
    public static Regex parse(String text, String option) {
      Pattern pattern;
      try {
        pattern = Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new UsageException(
            "not a regular expression",
            text,
            option,
            e.getDescription() + " at character " + (e.getIndex() + 1));
      }
      if (pattern.matcher("").groupCount() == 0) {
        throw new UsageException(
            "a pattern without a capture group",
            text,
            option,
            "put the part that tells the pictures apart into parentheses: 'leaf_(\\d+)'");
      }
      return new Regex(pattern);
    }

    @Override
    public Optional<String> of(String path) {
      Matcher matcher = pattern.matcher(path);
      if (matcher.find()) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
          String text = matcher.group(group);
          if (text != null && !text.isEmpty()) {
            return Optional.of(text);
          }
        }
      }
      return Optional.empty();
    }

    @Override
    public String name() {
      return "pattern " + pattern.pattern();
    }
  }

  /**
   * A column of a table beside one that names the pictures ({@code path}, {@code file}, {@code
   * filename} or {@code image}, else the first column). A name without a folder stands for every
   * picture with that file name.
   */
  record Column(Path file, String column, Map<String, String> byPath) implements KeySource {
    /** Copies the map. */
    public Column {
      byPath = Map.copyOf(byPath);
    }

    /**
     * Reads the table.
     *
     * @param fileAndColumn {@code FILE.csv:COLUMN}
     * @param option where it comes from
     * @throws UsageException if there is no such file or column, or one picture has two values
     */
    public static Column parse(String fileAndColumn, String option) {
      int colon = fileAndColumn.lastIndexOf(':');
      if (colon <= 0 || colon == fileAndColumn.length() - 1) {
        throw new UsageException(
            "a table and its column are needed", fileAndColumn, option, "give FILE.csv:COLUMN");
      }
      return read(
          Path.of(fileAndColumn.substring(0, colon)), fileAndColumn.substring(colon + 1), option);
    }

    private static Column read(Path file, String column, String option) {
      CsvTable table = CsvTable.read(file, option);
      int path = table.pathColumn();
      int key = table.require(column);
      Map<String, String> byPath = new HashMap<>();
      for (CsvRow row : table.rows()) {
        String value = row.cells().get(key).strip();
        String before =
            value.isEmpty() ? null : byPath.put(SplitFile.path(row.cells().get(path)), value);
        if (before != null && !before.equals(value)) {
          throw new UsageException(
              "two values for one picture",
              row.cells().get(path) + ": '" + before + "' and '" + value + "'",
              table.at(row),
              "leave one of the lines out");
        }
      }
      return new Column(file, column, byPath);
    }

    @Override
    public Optional<String> of(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String value = byPath.get(Normalizer.normalize(path, Normalizer.Form.NFC));
      return Optional.ofNullable(value == null ? byPath.get(name) : value);
    }

    @Override
    public String name() {
      return "column " + column + " of " + file.getFileName();
    }
  }
}
