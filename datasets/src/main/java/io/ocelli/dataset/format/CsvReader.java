package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link CsvFormat}. */
final class CsvReader {
  private static final String[] CORNERS = {"x1", "y1", "x2", "y2"};

  private final FileTree tree;
  private final ReadOptions options;
  private final Problems problems;
  private final ClassNames classes;
  private final Map<String, Collected> pictures = new LinkedHashMap<>();

  CsvReader(FileTree tree, ReadOptions options, Problems problems) {
    this.tree = tree;
    this.options = options;
    this.problems = problems;
    classes =
        new ClassNames(
            options.classes().isEmpty()
                ? ClassNames.list(tree).map(one -> ClassNames.read(one.source())).orElse(List.of())
                : options.classes());
  }

  /** A table, and what follows from all of its rows. */
  private record Columns(PictureTable table, boolean share, String divider, List<Integer> marks) {
    static Columns of(PictureTable table) {
      return new Columns(
          table,
          table.hasBoxes() && table.isShare(),
          table.columns().containsKey("labels") ? table.divider() : "",
          table.marks());
    }
  }

  /** A picture while its rows are collected. */
  private static final class Collected {
    final Entry entry;
    final Place first;
    Optional<Split> split = Optional.empty();
    final List<PictureTable.Row> rows = new ArrayList<>();
    final List<Columns> tables = new ArrayList<>();

    Collected(Entry entry, Place first) {
      this.entry = entry;
      this.first = first;
    }
  }

  DetectionDataset read(List<PictureTable> tables) {
    for (PictureTable table : tables) {
      Columns columns = Columns.of(table);
      table.rows().forEach(row -> collect(columns, row));
    }
    List<ByteSource> sources = pictures.values().stream().map(one -> one.entry.source()).toList();
    Map<String, PictureSizes.Measured> sizes = PictureSizes.of(sources, options.threads());
    List<AnnotatedPicture> annotated = new ArrayList<>();
    for (Collected one : pictures.values()) {
      PictureSizes.Measured size = sizes.get(one.entry.source().name());
      if (size == null || size.trouble() != null) {
        problems.dropped(
            one.first,
            "annotation of a broken picture",
            one.entry.source().name() + (size == null ? "" : ": " + size.trouble()));
      } else {
        annotated.add(picture(one, size));
      }
    }
    List<String> names = new ArrayList<>();
    int[] to = classes.sorted(names);
    annotated.replaceAll(one -> one.relabelled(to));
    int left = tree.pictures().size() - pictures.size();
    if (left > 0) {
      problems.remark(left + " pictures are in no row and are left out");
    }
    return new DetectionDataset(
        tree.input().toString(), names, annotated, Map.of(), problems.remarks(), problems.all());
  }

  private void collect(Columns columns, PictureTable.Row row) {
    PictureTable table = columns.table();
    Place place = Place.of(table.file().source(), row.line());
    String name = row.cell(table.columns().get("path"));
    FileTree.Found found = tree.named(name, table.file().path());
    if (found.entry() == null) {
      problems.dropped(place, "a row of " + found.trouble(), name.isEmpty() ? "no path" : name);
      return;
    }
    Collected one =
        pictures.computeIfAbsent(
            found.entry().source().name(), key -> new Collected(found.entry(), place));
    if (!table.hasBoxes() && !one.rows.isEmpty()) {
      problems.dropped(place, "a second row of a picture, the first is " + one.first.line(), name);
      return;
    }
    Optional<Split> said = FolderNames.split(row.cell(table.columns().get("split")));
    if (said.isEmpty()) {
      said = CocoFormat.split(table.file());
    }
    if (one.split.isEmpty()) {
      one.split = said.or(() -> FolderNames.named(found.entry().path()).split());
    }
    one.rows.add(row);
    one.tables.add(columns);
  }

  private AnnotatedPicture picture(Collected one, PictureSizes.Measured size) {
    List<Instance> instances = new ArrayList<>();
    TreeSet<Integer> labels = new TreeSet<>();
    for (int i = 0; i < one.rows.size(); i++) {
      Columns columns = one.tables.get(i);
      PictureTable table = columns.table();
      PictureTable.Row row = one.rows.get(i);
      Place place = Place.of(table.file().source(), row.line());
      if (table.hasBoxes()) {
        Instance instance = box(columns, row, size, place);
        if (instance != null) {
          instances.add(instance);
        }
      } else {
        labels.addAll(labels(columns, row, place));
      }
    }
    return new AnnotatedPicture(
        one.entry.source(),
        FolderNames.named(one.entry.path()).path(),
        size.width(),
        size.height(),
        instances,
        List.copyOf(labels),
        one.split,
        Map.of());
  }

  private @Nullable Instance box(
      Columns columns, PictureTable.Row row, PictureSizes.Measured size, Place place) {
    PictureTable table = columns.table();
    String label = row.cell(table.columns().get("label"));
    double[] corners = new double[4];
    int empty = 0;
    for (int i = 0; i < 4; i++) {
      String text = row.cell(table.columns().get(CORNERS[i]));
      Double number = Numbers.of(text);
      if (number == null && !text.isEmpty()) {
        problems.dropped(place, "text where a number belongs: '" + text + "'", label);
        return null;
      }
      empty += number == null ? 1 : 0;
      corners[i] = number == null ? 0 : number;
    }
    if (empty == 4 && label.isEmpty()) {
      // A picture without objects.
      return null;
    }
    if (empty > 0 || label.isEmpty()) {
      problems.dropped(
          place, "a box without all its numbers or without a class", String.join(",", row.cells()));
      return null;
    }
    if (columns.share()) {
      corners[0] *= size.width();
      corners[1] *= size.height();
      corners[2] *= size.width();
      corners[3] *= size.height();
    }
    String value = String.join(",", row.cells());
    Box box =
        InstanceCheck.box(corners[0], corners[1], corners[2], corners[3], place, value, problems);
    Instance inside =
        box == null
            ? null
            : InstanceCheck.inside(
                new Instance(0, box), size.width(), size.height(), place, value, problems);
    return inside == null ? null : inside.withLabel(classes.of(label));
  }

  private List<Integer> labels(Columns columns, PictureTable.Row row, Place place) {
    PictureTable table = columns.table();
    List<Integer> labels = new ArrayList<>();
    Integer several = table.columns().get("labels");
    Integer one = table.columns().get("label");
    if (several != null) {
      for (String name : row.cell(several).split(Pattern.quote(columns.divider()), -1)) {
        if (!name.isBlank()) {
          labels.add(classes.of(name.strip()));
        }
      }
    } else if (one != null) {
      String name = row.cell(one);
      if (name.isEmpty()) {
        problems.dropped(place, "a row without a class", String.join(",", row.cells()));
      } else {
        labels.add(classes.of(name));
      }
    } else {
      marked(columns, row, place, labels);
    }
    return labels;
  }

  // A column for each class, with 1 where the picture shows it.
  private void marked(Columns columns, PictureTable.Row row, Place place, List<Integer> labels) {
    PictureTable table = columns.table();
    for (int column : columns.marks()) {
      String name = table.header() == null ? "" : table.header().cell(column);
      int label = classes.of(name);
      Double value = Numbers.of(row.cell(column));
      if (value == null || (value != 0 && value != 1)) {
        problems.dropped(place, "neither 0 nor 1 in the column '" + name + "'", row.cell(column));
      } else if (value == 1) {
        labels.add(label);
      }
    }
  }
}
