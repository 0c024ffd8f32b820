package io.ocelli.app.cli;

import io.ocelli.dataset.audit.AnnotationInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what a data set of annotated pictures holds, for people. */
final class AnnotationTable {
  private static final int SIZES_SHOWN = 3;

  private final Terminal terminal;

  AnnotationTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(AnnotationInfo info) {
    int width = info.classes().stream().mapToInt(c -> Columns.width(c.name())).max().orElse(0);
    width = Math.max(width, "class".length());
    row("class", width, "objects", "pictures");
    for (AnnotationInfo.ClassCount one : info.classes()) {
      row(
          Columns.printable(one.name()),
          width,
          Integer.toString(one.objects()),
          Integer.toString(one.pictures()));
    }
    row("all", width, Integer.toString(info.objects()), Integer.toString(info.pictures()));
    line("");
    line("format      " + info.format());
    line("classes     " + info.classes().size());
    line("pictures    " + info.pictures() + ", " + info.withoutObjects() + " without objects");
    if (!info.splits().isEmpty()) {
      line(
          "splits      "
              + info.splits().entrySet().stream()
                  .map(one -> one.getKey().folder() + " " + one.getValue())
                  .collect(Collectors.joining(", ")));
    }
    line("sizes       " + sizes(info));
    boxes(info);
    line("problems    " + info.repaired() + " repaired, " + info.dropped() + " dropped");
  }

  private void boxes(AnnotationInfo info) {
    AnnotationInfo.BoxSizes boxes = info.boxes();
    line(
        String.format(
            Locale.ROOT,
            "boxes       %d small (below 32x32), %d medium, %d large (96x96 and more)",
            boxes.small(),
            boxes.medium(),
            boxes.large()));
    line(
        String.format(
            Locale.ROOT,
            "sides       %.1f to %.1f pixels, median %.1f",
            boxes.shortest(),
            boxes.longest(),
            boxes.median()));
    line(
        "outlines    %d; masks %d, crowds %d, with key points %d"
            .formatted(info.outlined(), info.masked(), info.crowds(), info.withKeyPoints()));
  }

  private static String sizes(AnnotationInfo info) {
    List<Map.Entry<String, Integer>> most =
        info.pictureSizes().entrySet().stream()
            .sorted(Comparator.comparing(one -> -one.getValue()))
            .toList();
    String first =
        most.stream()
            .limit(SIZES_SHOWN)
            .map(one -> one.getKey() + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", "));
    return most.size() > SIZES_SHOWN
        ? first + " and " + (most.size() - SIZES_SHOWN) + " more"
        : first;
  }

  private void row(String name, int width, String objects, String pictures) {
    line(Columns.pad(name, width) + String.format("%10s%10s", objects, pictures));
  }

  private void line(String text) {
    terminal.out().println(text.stripTrailing());
  }
}
