package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tables: a row for each picture with its class or classes, or a row for each box ({@code
 * path,x1,y1,x2,y2,label}). Commas, semicolons, tabs and bars divide; the first row may name the
 * columns.
 */
final class CsvFormat extends DatasetFormat {
  CsvFormat() {
    super("csv", "CSV table");
  }

  @Override
  boolean matches(FileTree tree) {
    List<PictureTable> tables;
    try {
      tables = tables(tree);
    } catch (OcelliException broken) {
      // A broken table is named when it is read as one.
      return tree.chosen().isPresent();
    }
    // A folder of classes may well have a list of its files beside it.
    return tables.stream().anyMatch(PictureTable::hasBoxes)
        || (!tables.isEmpty() && !FolderFormat.looksLike(tree));
  }

  private static List<PictureTable> tables(FileTree tree) {
    List<PictureTable> tables = new ArrayList<>();
    for (Entry file : files(tree)) {
      PictureTable table = PictureTable.of(file, tree);
      if (table != null) {
        tables.add(table);
      }
    }
    return tables;
  }

  private static List<Entry> files(FileTree tree) {
    return tree.documents(".csv", ".tsv").stream()
        .filter(one -> tree.chosen().isPresent() || one.path().size() <= 2)
        .toList();
  }

  @Override
  DetectionDataset read(FileTree tree, ReadOptions options, Problems problems) {
    List<PictureTable> tables = tables(tree);
    if (tables.isEmpty()) {
      throw nothingHere(tree, "there is no table with a column of pictures that are there");
    }
    return new CsvReader(tree, options, problems).read(tables);
  }

  @Override
  void count(DetectionDataset data, Losses losses) {
    boolean boxes = hasBoxes(data);
    losses.instances(
        data, one -> !one.polygons().isEmpty() && !Losses.hasNoArea(one), "outlines become boxes");
    losses.instances(data, one -> one.mask().isPresent(), "masks become boxes");
    losses.instances(data, one -> one.crowd(), "crowd flags are dropped");
    losses.instances(
        data,
        one -> !one.keyPoints().isEmpty() && !Losses.hasNoArea(one),
        "objects lose their key points");
    losses.pointsAndLines(data);
    losses.attributes(data, Set.of());
    if (boxes) {
      losses.labels(data);
    }
    losses.cocoFacts(data);
  }

  private static boolean hasBoxes(DetectionDataset data) {
    return data.instances() > 0 || data.pictures().stream().allMatch(one -> one.labels().isEmpty());
  }

  @Override
  void write(DetectionDataset data, PictureFiles files, WriteOptions options) {
    boolean boxes = hasBoxes(data);
    boolean splits = data.pictures().stream().anyMatch(one -> one.split().isPresent());
    boolean several = data.pictures().stream().anyMatch(one -> one.labels().size() > 1);
    boolean columns = several && data.classes().stream().anyMatch(one -> one.contains("|"));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(data, boxes, several, columns, splits));
    for (AnnotatedPicture picture : data.pictures()) {
      String folder = "images" + picture.split().map(split -> "/" + split.folder()).orElse("");
      String path = files.put(picture, folder, false);
      if (path != null) {
        rows(data, picture, folder + "/" + path, boxes, columns)
            .forEach(
                row -> {
                  if (splits) {
                    row.add(1, picture.split().map(Split::folder).orElse(""));
                  }
                  rows.add(row);
                });
      }
    }
    files.stream(
        "labels.csv",
        to -> {
          for (List<String> row : rows) {
            to.write(String.join(",", row.stream().map(CsvFormat::quoted).toList()));
            to.write('\n');
          }
        });
  }

  private static List<String> header(
      DetectionDataset data, boolean boxes, boolean several, boolean columns, boolean splits) {
    List<String> header = new ArrayList<>(List.of("path"));
    if (splits) {
      header.add("split");
    }
    if (boxes) {
      header.addAll(List.of("x1", "y1", "x2", "y2", "label"));
    } else if (columns) {
      header.addAll(data.classes());
    } else {
      header.add(several ? "labels" : "label");
    }
    return header;
  }

  private static List<List<String>> rows(
      DetectionDataset data,
      AnnotatedPicture picture,
      String path,
      boolean boxes,
      boolean columns) {
    List<List<String>> rows = new ArrayList<>();
    if (boxes) {
      for (Instance instance : picture.instances()) {
        if (!Losses.hasNoArea(instance)) {
          Box box = instance.box();
          rows.add(
              new ArrayList<>(
                  List.of(
                      path,
                      Numbers.plain(Numbers.corner(box.x1())),
                      Numbers.plain(Numbers.corner(box.y1())),
                      Numbers.plain(Numbers.corner(box.x2())),
                      Numbers.plain(Numbers.corner(box.y2())),
                      data.classes().get(instance.label()))));
        }
      }
      if (rows.isEmpty()) {
        rows.add(new ArrayList<>(List.of(path, "", "", "", "", "")));
      }
      return rows;
    }
    List<String> row = new ArrayList<>(List.of(path));
    if (columns) {
      for (int i = 0; i < data.classes().size(); i++) {
        row.add(picture.labels().contains(i) ? "1" : "0");
      }
    } else {
      row.add(String.join("|", picture.labels().stream().map(data.classes()::get).toList()));
    }
    rows.add(row);
    return rows;
  }

  private static String quoted(String text) {
    boolean plain =
        text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && text.equals(text.strip());
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
