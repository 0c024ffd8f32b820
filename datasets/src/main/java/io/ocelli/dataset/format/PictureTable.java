package io.ocelli.dataset.format;

import io.ocelli.dataset.CsvRow;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of pictures with the meaning of its columns.
 *
 * @param file it is in
 * @param header the first row, or null if that is a picture already
 * @param rows without the header
 * @param columns index of the column of each role: {@code path}, {@code label}, {@code x1}, …
 */
record PictureTable(
    Entry file, @Nullable Row header, List<Row> rows, Map<String, Integer> columns) {
  private static final int LOOKED_AT = 20;
  private static final Map<String, Set<String>> ROLES = new LinkedHashMap<>();

  static {
    ROLES.put(
        "path",
        Set.of(
            "path",
            "filepath",
            "file_path",
            "image_path",
            "imagepath",
            "file",
            "filename",
            "file_name",
            "image",
            "image_name",
            "image_id",
            "imageid",
            "img",
            "img_path",
            "id",
            "picture",
            "name"));
    ROLES.put("labels", Set.of("labels", "tags", "classes", "categories"));
    ROLES.put(
        "label",
        Set.of(
            "label",
            "class",
            "class_name",
            "classname",
            "labelname",
            "label_name",
            "category",
            "category_name",
            "species",
            "target"));
    ROLES.put("x1", Set.of("x1", "xmin", "x_min", "left"));
    ROLES.put("y1", Set.of("y1", "ymin", "y_min", "top"));
    ROLES.put("x2", Set.of("x2", "xmax", "x_max", "right"));
    ROLES.put("y2", Set.of("y2", "ymax", "y_max", "bottom"));
    ROLES.put("split", Set.of("split", "subset", "set", "partition"));
  }

  /**
   * A row.
   *
   * @param line on which it begins, counted from 1
   */
  record Row(int line, List<String> cells) {
    String cell(@Nullable Integer column) {
      return column == null || column >= cells.size() ? "" : cells.get(column).strip();
    }
  }

  boolean hasBoxes() {
    return columns.containsKey("x1")
        && columns.containsKey("y1")
        && columns.containsKey("x2")
        && columns.containsKey("y2");
  }

  /** Whether the corners are shares of the picture's width and height, as in OpenImages. */
  boolean isShare() {
    double largest = 0;
    boolean broken = false;
    for (Row row : rows) {
      for (String role : List.of("x1", "y1", "x2", "y2")) {
        Double value = Numbers.of(row.cell(columns.get(role)));
        largest = Math.max(largest, value == null ? 0 : value);
        broken |= value != null && value != Math.rint(value);
      }
    }
    return broken && largest <= 1;
  }

  /** What stands between the classes of a picture in one cell. */
  String divider() {
    Integer column = columns.get("labels");
    for (String divider : List.of("|", ";", ",")) {
      if (rows.stream().anyMatch(row -> row.cell(column).contains(divider))) {
        return divider;
      }
    }
    return " ";
  }

  /** The columns of a class each, where no column names the class: all with 0 and 1 alone. */
  List<Integer> marks() {
    List<Integer> marks = new ArrayList<>();
    for (int i = 0; header != null && i < header.cells().size(); i++) {
      int column = i;
      boolean marked =
          rows.stream()
              .limit(LOOKED_AT)
              .map(row -> row.cell(column))
              .allMatch(cell -> cell.matches("[01](\\.0+)?"));
      if (marked && !columns.containsValue(column)) {
        marks.add(column);
      }
    }
    return marks;
  }

  /**
   * The table in a file; null if no column names pictures that are there.
   *
   * @throws OcelliException if it cannot be read
   */
  static @Nullable PictureTable of(Entry file, FileTree tree) {
    String text = ClassNames.text(file.source());
    List<Row> rows = rows(file, text);
    if (rows.isEmpty()) {
      return null;
    }
    Row first = rows.get(0);
    Map<String, Integer> named = named(first);
    List<Row> body = rows.subList(1, rows.size());
    Integer path = named.get("path");
    if (path != null && (body.isEmpty() || findsPictures(body, path, tree, file))) {
      return body.isEmpty() ? null : new PictureTable(file, first, body, named);
    }
    for (int column = 0; column < first.cells().size(); column++) {
      boolean withHeader = !findsPictures(List.of(first), column, tree, file);
      List<Row> data = withHeader ? body : rows;
      if (findsPictures(data, column, tree, file)) {
        Map<String, Integer> columns = withHeader ? named : unnamed(data, column);
        columns.put("path", column);
        return new PictureTable(file, withHeader ? first : null, data, columns);
      }
    }
    return null;
  }

  private static Map<String, Integer> named(Row header) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String name = header.cells().get(i).strip().toLowerCase(Locale.ROOT);
      for (Map.Entry<String, Set<String>> role : ROLES.entrySet()) {
        if (role.getValue().contains(name)) {
          columns.putIfAbsent(role.getKey(), i);
        }
      }
    }
    return columns;
  }

  // Without names: path and class, or path, four numbers and the class as RetinaNet has it.
  private static Map<String, Integer> unnamed(List<Row> rows, int path) {
    Map<String, Integer> columns = new HashMap<>();
    int size = rows.get(0).cells().size();
    boolean boxes =
        path == 0
            && size >= 6
            && rows.stream()
                .limit(LOOKED_AT)
                .anyMatch(
                    one -> Numbers.of(one.cell(1)) != null && Numbers.of(one.cell(4)) != null);
    if (boxes) {
      columns.putAll(Map.of("x1", 1, "y1", 2, "x2", 3, "y2", 4, "label", 5));
    } else if (size > 1) {
      columns.put("label", path == 0 ? 1 : 0);
    }
    return columns;
  }

  private static boolean findsPictures(List<Row> rows, int column, FileTree tree, Entry file) {
    return rows.stream()
        .limit(LOOKED_AT)
        .anyMatch(one -> tree.named(one.cell(column), file.path()).entry() != null);
  }

  private static List<Row> rows(Entry file, String text) {
    CsvRow.Trouble trouble =
        (line, reason) ->
            new OcelliException(
                "a table that cannot be read",
                reason,
                file.source().name() + ":" + line,
                "check the quotes in this row");
    return CsvRow.all(text, CsvRow.separator(text), trouble).stream()
        .map(row -> new Row(row.line(), row.cells()))
        .toList();
  }
}
