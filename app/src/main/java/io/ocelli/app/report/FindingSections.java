package io.ocelli.app.report;

import io.ocelli.dataset.audit.AuditedPicture;
import io.ocelli.dataset.audit.Checked;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.Finding.Kind;
import io.ocelli.dataset.audit.Finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings of a check within its page: a table of all kinds, and a section for each. */
final class FindingSections {
  private static final int MOST_FINDINGS = 24;
  private static final int MOST_PICTURES = 6;

  private final Html html;
  private final Checked report;

  FindingSections(Html html, Checked report) {
    this.html = html;
    this.report = report;
  }

  /** Writes the sections of all kinds that were found. */
  void all() {
    report.byKind().forEach(this::section);
  }

  static String number(int n, String one, String more) {
    return n + " " + (n == 1 ? one : more);
  }

  /** Writes the table. */
  void summary() {
    html.open("section").leaf("h2", "What was found");
    if (report.findings().isEmpty()) {
      html.leaf("p", "Nothing.").close("section");
      return;
    }
    html.open("div", "class", "scroll").open("table");
    html.open("thead").open("tr");
    html.leaf("th", "finding").leaf("th", "weight").leaf("th", "number", "class", "n");
    html.close("tr").close("thead").open("tbody");
    for (Map.Entry<Kind, List<Finding>> entry : report.byKind().entrySet()) {
      html.open("tr").open("td", "class", "name");
      html.leaf("a", entry.getKey().title(), "href", "#" + entry.getKey().key()).close();
      severity(entry.getValue().get(0).severity(), "td");
      html.leaf("td", String.format(Locale.ROOT, "%,d", entry.getValue().size()), "class", "n");
      html.close("tr");
    }
    html.close("tbody").close("table").close("div").close("section");
  }

  private void severity(Severity severity, String tag) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    html.open(tag).leaf("span", word, "class", "weight " + word).close();
  }

  private void section(Kind kind, List<Finding> findings) {
    html.open("section", "id", kind.key());
    String title = kind.title();
    html.leaf(
        "h2",
        title.substring(0, 1).toUpperCase(Locale.ROOT)
            + title.substring(1)
            + (findings.size() > 1 ? " (" + findings.size() + ")" : ""));
    boolean single = findings.stream().allMatch(f -> f.pictures().size() == 1);
    List<Finding> shown = findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
    if (kind == Kind.BROKEN || kind == Kind.BAD_ANNOTATION) {
      html.open("ul", "class", "plain small");
      for (Finding f : shown) {
        html.open("li");
        f.pictures().forEach(one -> html.leaf("b", one.path() + " "));
        html.text(Html.shortened(f.note(), 400)).close("li");
      }
      html.close("ul");
    } else if (single) {
      html.open("div", "class", "gallery");
      shown.forEach(f -> picture(f, 0, f.note()));
      html.close("div");
    } else {
      shown.forEach(this::finding);
    }
    if (findings.size() > shown.size()) {
      html.leaf(
          "p",
          String.format(Locale.ROOT, "%,d more in findings.csv.", findings.size() - shown.size()),
          "class",
          "faint small more");
    }
    html.close("section");
  }

  private void finding(Finding finding) {
    html.open("div", "class", "finding");
    html.leaf("p", Html.shortened(finding.note(), 1000));
    if (!finding.pictures().isEmpty()) {
      html.open("div", "class", "gallery");
      List<AuditedPicture> pictures = finding.pictures();
      for (int i = 0; i < Math.min(MOST_PICTURES, pictures.size()); i++) {
        picture(finding, i, "");
      }
      html.close("div");
      if (pictures.size() > MOST_PICTURES) {
        html.leaf(
            "p",
            (pictures.size() - MOST_PICTURES) + " more pictures in findings.csv.",
            "class",
            "faint small more");
      }
    }
    html.close("div");
  }

  private void picture(Finding finding, int index, String note) {
    AuditedPicture picture = finding.pictures().get(index);
    List<Finding.Mark> marks =
        finding.marks().stream().filter(mark -> mark.picture() == index).toList();
    // Of a box that is at fault its surroundings are enough; a copy is to be known as one.
    MarkedThumbnail.View view =
        finding.pictures().size() == 1 ? MarkedThumbnail.View.NEAR : MarkedThumbnail.View.WHOLE;
    html.open("figure");
    Pictures.thumbnail(
        html,
        () ->
            marks.isEmpty()
                ? Pictures.jpeg(picture.source(), Pictures.THUMBNAIL)
                : MarkedThumbnail.jpeg(
                    picture.source(), marks, report.classes(), view, Pictures.THUMBNAIL));
    html.open("figcaption");
    if (!note.isEmpty()) {
      html.leaf("span", Html.shortened(note, 300), "class", "row");
    } else if (!picture.label().isEmpty()) {
      html.open("span", "class", "row").name(picture.label()).close();
    }
    String split = picture.splitName();
    html.open("span", "class", "source");
    if (!split.isEmpty()) {
      html.leaf("b", split + " ");
    }
    html.name(picture.source().fileName()).close();
    html.close("figcaption").close("figure");
  }
}
