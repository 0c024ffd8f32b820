package io.ocelli.app.report;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.audit.AnnotationInfo;
import io.ocelli.dataset.audit.BoxStatistics;
import io.ocelli.dataset.audit.DetectionReport;
import io.ocelli.dataset.audit.Finding.Kind;
import io.ocelli.dataset.audit.Finding.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the page of a check says of objects: their classes, sizes and places, and some of them. */
final class ObjectSections {
  private static final int MOST_CLASSES = 100;
  private static final int EXAMPLES = 8;

  /** Pixels of an example's longer side. */
  private static final int SIDE = 300;

  private static final List<String> SHAPES =
      List.of("<1:8", "", "1:2", "", "", "1:1", "", "", "2:1", "", ">8:1");

  private final Html html;
  private final DetectionReport report;

  ObjectSections(Html html, DetectionReport report) {
    this.html = html;
    this.report = report;
  }

  /** Numbers at the head of the page. */
  static void headline(Html html, DetectionReport report) {
    AnnotationInfo info = report.info();
    Page.figure(
        html,
        "figure",
        count(info.objects()),
        "objects",
        String.format(
            Locale.ROOT,
            "%.1f in a picture",
            info.objects() / (double) Math.max(1, info.pictures())));
    Page.figure(
        html,
        "figure",
        count(info.withoutObjects()),
        "pictures without objects",
        "of " + count(info.pictures()));
  }

  /** Writes the sections. */
  void all() {
    classes();
    if (report.info().objects() > 0) {
      boxes();
      examples();
    }
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void classes() {
    Collection<Split> splits = report.info().splits().keySet();
    List<AnnotationInfo.ClassCount> classes = report.info().classes();
    html.open("section").leaf("h2", "Classes").open("div", "class", "scroll").open("table");
    html.open("thead").open("tr").leaf("th", "class");
    splits.forEach(split -> html.leaf("th", split.folder(), "class", "n"));
    html.leaf("th", "objects", "class", "n").leaf("th", "share", "class", "n");
    html.leaf("th", "pictures", "class", "n").close("tr").close("thead").open("tbody");
    List<Integer> shown =
        IntStream.range(0, classes.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -classes.get(i).objects()))
            .limit(MOST_CLASSES)
            .toList();
    for (int i : shown) {
      AnnotationInfo.ClassCount one = classes.get(i);
      html.open("tr").open("td", "class", "name");
      html.open("span", "class", "swatch", "style", "background:" + MarkedThumbnail.colour(i));
      html.close().name(one.name()).close();
      for (Split split : splits) {
        int objects = report.boxes().objects().get(i).getOrDefault(split, 0);
        html.leaf("td", count(objects), "class", objects == 0 ? "n weak" : "n");
      }
      String share =
          HtmlReport.percent(one.objects() / (double) Math.max(1, report.info().objects()));
      html.leaf("td", count(one.objects()), "class", "n").open("td", "class", "n");
      html.leaf("span", share, "class", "share", "style", "--p:" + share.replace("\u00a0", ""))
          .close();
      html.leaf("td", count(one.pictures()), "class", "n").close("tr");
    }
    html.close("tbody").close("table").close("div");
    if (shown.size() < classes.size()) {
      html.leaf(
          "p", count(classes.size() - shown.size()) + " rarer classes.", "class", "faint more");
    }
    html.close("section");
  }

  private void boxes() {
    BoxStatistics boxes = report.boxes();
    AnnotationInfo.BoxSizes sizes = report.info().boxes();
    html.open("section").leaf("h2", "Boxes").open("div", "class", "charts");
    List<String> edges =
        IntStream.range(0, boxes.sizes().size())
            .mapToObj(i -> i == 0 ? "0" : String.valueOf(1L << i))
            .toList();
    chart("Size", "square root of the area, pixels");
    BarChart.bars(html, "Boxes by size", edges, boxes.sizes(), true);
    note(
        String.format(
            Locale.ROOT,
            "%,d small (below 32²), %,d medium, %,d large (96² and more); sides %.0f to %.0f pixels",
            sizes.small(),
            sizes.medium(),
            sizes.large(),
            sizes.shortest(),
            sizes.longest()));
    chart("Shape", "width to height");
    BarChart.bars(html, "Boxes by shape", SHAPES, boxes.shapes(), false);
    note(
        String.format(
            Locale.ROOT,
            "median %.2f; nine of ten between %.2f and %.2f",
            boxes.aspect().median(),
            boxes.aspect().low(),
            boxes.aspect().high()));
    chart("Boxes in a picture", "pictures with so many boxes");
    List<String> numbers =
        IntStream.range(0, boxes.perPicture().size())
            .mapToObj(i -> i % 5 == 0 || boxes.perPicture().size() <= 12 ? String.valueOf(i) : "")
            .toList();
    BarChart.bars(html, "Pictures by number of boxes", numbers, boxes.perPicture(), false);
    note(
        boxes.perPicture().size() > BoxStatistics.MOST
            ? "the last bar: " + BoxStatistics.MOST + " and more"
            : "at most " + (boxes.perPicture().size() - 1));
    chart("Where", "centres of the boxes in their pictures");
    BarChart.cells(html, "Centres of the boxes", boxes.centres());
    note(
        String.format(
            Locale.ROOT,
            "%,d touch the edge of the picture, %,d cover all of it",
            boxes.atEdge(),
            boxes.whole()));
    html.close("div").close("section");
  }

  private void chart(String title, String detail) {
    html.open("figure", "class", "chart-card");
    html.open("figcaption").leaf("b", title).text(" ").leaf("span", detail, "class", "faint small");
    html.close();
  }

  private void note(String text) {
    html.leaf("p", text, "class", "faint small").close("figure");
  }

  /** Some pictures, at equal distances from first to last. */
  private void examples() {
    Set<String> broken =
        report.byKind().getOrDefault(Kind.BROKEN, List.of()).stream()
            .map(finding -> finding.pictures().get(0).source().name())
            .collect(Collectors.toSet());
    List<AnnotatedPicture> some =
        report.data().pictures().stream()
            .filter(one -> !one.instances().isEmpty() && !broken.contains(one.source().name()))
            .toList();
    html.open("section").leaf("h2", "Pictures with their boxes");
    html.open("div", "class", "gallery wide");
    int shown = Math.min(EXAMPLES, some.size());
    for (int i = 0; i < shown; i++) {
      AnnotatedPicture picture = some.get((int) ((long) i * some.size() / shown));
      List<Mark> marks = new ArrayList<>();
      picture
          .instances()
          .forEach(one -> marks.add(new Mark(0, report.classes().get(one.label()), one.box())));
      html.open("figure");
      Pictures.thumbnail(
          html,
          () ->
              MarkedThumbnail.jpeg(
                  picture.source(), marks, report.classes(), MarkedThumbnail.View.WHOLE, SIDE));
      html.open("figcaption");
      html.leaf("span", FindingSections.number(marks.size(), "box", "boxes"), "class", "row");
      html.open("span", "class", "source");
      picture.split().ifPresent(split -> html.leaf("b", split.folder() + " "));
      html.name(picture.source().fileName()).close();
      html.close("figcaption").close("figure");
    }
    html.close("div").close("section");
  }
}
