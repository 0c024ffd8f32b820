package io.ocelli.dataset.split;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.dataset.CsvRow;
import io.ocelli.dataset.Split;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A split as a file: {@code split.csv}, a line for each picture, with columns
 *
 * <ul>
 *   <li>{@code path}: inside the data set, {@code class/…/file}; with a split's folder before it
 *       where the data set has such folders;
 *   <li>{@code class}: its name, may be absent;
 *   <li>{@code split}: {@code train}, {@code train-dev}, {@code val} or {@code test}; and {@code
 *       fold}, if there are folds: the number of the fold that holds the picture out (as val); in
 *       the others it is where {@code split} says;
 *   <li>or, for folds that do not take turns (time series, repeats), a column {@code fold1}, {@code
 *       fold2}, … each, with the split in it; empty where the picture is left out;
 *   <li>{@code group}, if there are groups.
 * </ul>
 *
 * <p>How it came about stands in a file beside it, {@code split.yaml}: method, shares, seed, the
 * SHA-256 of the data set and of the split. A split file from elsewhere needs none.
 */
public final class SplitFile {
  private static final Pattern FOLD = Pattern.compile("(?i)fold[ _-]?(\\d{1,6})");
  private static final String HASH = "split_sha256";

  private SplitFile() {}

  /** The file beside a split that says how it came about. */
  public static Path beside(Path csv) {
    String name = String.valueOf(csv.getFileName());
    int dot = name.lastIndexOf('.');
    return csv.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".yaml");
  }

  /**
   * Writes a split and what stands beside it.
   *
   * @throws UsageException if there is a file of one of the names
   * @throws OcelliException if they cannot be written
   */
  public static void write(SplitTable table, Path csv) {
    Path yaml = beside(csv);
    for (Path file : List.of(csv, yaml)) {
      if (Files.exists(file)) {
        throw taken(file);
      }
    }
    if (yaml.equals(csv)) {
      throw new UsageException(
          "a split is a table", csv.toString(), "the name of the file", "let it end with .csv");
    }
    Map<String, Object> how = new LinkedHashMap<>(table.how());
    how.put(HASH, table.hash());
    try {
      if (csv.toAbsolutePath().getParent() != null) {
        Files.createDirectories(csv.toAbsolutePath().getParent());
      }
      Files.writeString(csv, text(table), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.writeString(yaml, yaml().writeValueAsString(how), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw taken(csv);
    } catch (IOException e) {
      throw new OcelliException(
          "the split cannot be written",
          csv.toString(),
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "check free space and permissions, or choose another place",
          e);
    }
  }

  private static UsageException taken(Path file) {
    return new UsageException(
        "nothing is written over what is there",
        file.toString(),
        "the name of the split file",
        "choose another name, or move that file away");
  }

  private static YAMLMapper yaml() {
    return YAMLMapper.builder()
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build();
  }

  private static String text(SplitTable table) {
    Assignment assignment = table.assignment();
    boolean turns = assignment instanceof Assignment.Turns;
    boolean grouped = table.items().stream().anyMatch(item -> item.group() != null);
    List<Integer> folds = turns ? List.of() : assignment.folds();
    List<String> head = new ArrayList<>(List.of("path", "class"));
    if (folds.isEmpty()) {
      head.add("split");
    }
    if (turns) {
      head.add("fold");
    }
    folds.forEach(fold -> head.add("fold" + fold));
    if (grouped) {
      head.add("group");
    }
    StringBuilder text = new StringBuilder();
    line(text, head);
    for (int i = 0; i < table.items().size(); i++) {
      SplitItem item = table.items().get(i);
      List<String> cells = new ArrayList<>(List.of(item.path(), item.label()));
      if (assignment instanceof Assignment.Turns of) {
        int fold = of.heldOut().get(i);
        cells.add(of.otherwise().get(i).folder());
        cells.add(fold == Assignment.Turns.NEVER ? "" : String.valueOf(fold));
      } else {
        for (int fold : folds.isEmpty() ? List.of(0) : folds) {
          cells.add(assignment.at(fold, i).map(Split::folder).orElse(""));
        }
      }
      if (grouped) {
        cells.add(item.group() == null ? "" : item.group());
      }
      line(text, cells);
    }
    // Without the mark Excel takes names beyond ASCII for those of an old code page.
    boolean plain = text.chars().allMatch(c -> c < 128);
    return plain ? text.toString() : "\uFEFF" + text;
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quote =
          cell.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c < ' ')
              || !cell.equals(cell.strip());
      text.append(i == 0 ? "" : ",");
      text.append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append('\n');
  }

  /**
   * What was read.
   *
   * @param file that holds it
   * @param lines of the paths, counted from 1
   * @param remarks what a user should know, a sentence each
   */
  public record Read(
      SplitTable table, Path file, Map<String, Integer> lines, List<String> remarks) {
    /** Copies. */
    public Read {
      lines = Map.copyOf(lines);
      remarks = List.copyOf(remarks);
    }

    /** The file and the line of a path, as editors and compilers write it. */
    String at(String path) {
      Integer line = lines.get(path);
      return line == null ? file.toString() : file + ":" + line;
    }
  }

  /**
   * Reads a split.
   *
   * @param origin the option that names the file
   * @throws UsageException if it cannot be read, or has no path or split column, a broken line, an
   *     unknown split, or a path twice; the message names file and line
   */
  public static Read read(Path csv, String origin) {
    CsvTable table = CsvTable.read(csv, origin);
    int path = table.require("path");
    int label = table.find("class");
    int group = table.find("group");
    List<SplitItem> items = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (CsvRow row : table.rows()) {
      List<String> cells = row.cells();
      String name = path(cells.get(path));
      if (name.isBlank()) {
        throw new UsageException("a line without a path", "", table.at(row), "leave it out");
      }
      Integer before = lines.put(name, row.line());
      if (before != null) {
        throw new UsageException(
            "the same path twice in a split",
            name,
            table.at(row),
            "line " + before + " has it too: leave one of them out");
      }
      String groupName = group < 0 ? "" : cells.get(group);
      items.add(
          new SplitItem(
              name,
              label < 0 ? "" : Normalizer.normalize(cells.get(label), Normalizer.Form.NFC),
              groupName.isEmpty() ? null : groupName,
              0));
    }
    if (items.isEmpty()) {
      throw new UsageException(
          "a split without pictures", csv.toString(), origin, "give a file with lines");
    }
    Map<String, Object> how = how(csv);
    SplitTable split = SplitTable.of(how, items, assignment(table));
    List<String> remarks = new ArrayList<>();
    Object told = how.get(HASH);
    if (told != null && !told.equals(split.hash())) {
      remarks.add(
          "%s was changed after it was made: its hash is not the one in %s"
              .formatted(csv, beside(csv).getFileName()));
    }
    return new Read(split, csv, lines, remarks);
  }

  private static Assignment assignment(CsvTable table) {
    TreeMap<Integer, Integer> folds = new TreeMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Matcher matcher = FOLD.matcher(table.columns().get(i));
      if (matcher.matches()) {
        folds.put(Integer.valueOf(matcher.group(1)), i);
      }
    }
    if (!folds.isEmpty()) {
      Map<Integer, List<@Nullable Split>> byFold = new TreeMap<>();
      folds.forEach(
          (fold, column) -> {
            @Nullable Split[] splits = new Split[table.rows().size()];
            Arrays.setAll(
                splits,
                i -> {
                  CsvRow row = table.rows().get(i);
                  return row.cells().get(column).isBlank() ? null : split(table, row, column);
                });
            byFold.put(fold, Arrays.asList(splits));
          });
      return new Assignment.Listed(byFold);
    }
    int turn = table.find("fold");
    int column = turn < 0 ? table.require("split") : table.find("split");
    List<Split> splits =
        table.rows().stream()
            .map(row -> column < 0 ? Split.TRAIN : split(table, row, column))
            .toList();
    if (turn < 0) {
      return new Assignment.Single(splits);
    }
    return new Assignment.Turns(
        table.rows().stream().map(row -> fold(table, row, turn)).toList(), splits);
  }

  private static Split split(CsvTable table, CsvRow row, int column) {
    String name = row.cells().get(column).strip();
    return Split.ofFolder(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "unknown part of a data set",
                    name.isEmpty() ? "''" : name,
                    table.at(row),
                    NearNames.remedy(
                        name, Arrays.stream(Split.values()).map(Split::folder).toList())));
  }

  private static int fold(CsvTable table, CsvRow row, int column) {
    String cell = row.cells().get(column).strip();
    // Spreadsheet programs and pandas write whole numbers as 3.0 when cells are empty.
    String number = cell.replaceFirst("\\.0+$", "");
    if (number.isEmpty()) {
      return Assignment.Turns.NEVER;
    }
    if (!number.matches("\\d{1,6}")) {
      throw new UsageException(
          "a fold is a number", cell, table.at(row), "give 1, 2, …, or nothing for no fold");
    }
    return Integer.parseInt(number);
  }

  /** As paths are written here: with slashes, in normal form C. */
  static String path(String cell) {
    String path = Normalizer.normalize(cell.strip(), Normalizer.Form.NFC);
    String slashes = path.contains("/") ? path : path.replace('\\', '/');
    return slashes.startsWith("./") ? slashes.substring(2) : slashes;
  }

  private static Map<String, Object> how(Path csv) {
    Path yaml = beside(csv);
    if (!Files.isRegularFile(yaml)) {
      return Map.of();
    }
    try {
      String text = Files.readString(yaml, StandardCharsets.UTF_8);
      return new YAMLMapper()
          .readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "not the file that stands beside a split",
          yaml.toString(),
          "the split " + csv,
          "correct it, or move it away: a split can do without");
    }
  }
}
