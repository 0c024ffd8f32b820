package io.ocelli.app.report;

import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.AuditedPicture;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.Finding.Kind;
import io.ocelli.dataset.audit.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html} of a checked data set: one file with everything in it. Its size is bounded:
 * so many findings of a kind and thumbnails of a finding, and it says how many more are in {@code
 * findings.csv}.
 */
public final class CheckReport {
  private static final int MOST_FINDINGS = 24;
  private static final int MOST_PICTURES = 6;

  private final Html html = new Html();
  private final AuditReport report;
  private final String command;

  private CheckReport(AuditReport report, String command) {
    this.report = report;
    this.command = command;
  }

  /**
   * Writes the page, in one piece.
   *
   * @param command that repeats the check
   */
  public static void write(Path file, AuditReport report, String command) {
    AtomicFile.write(file, of(report, command).getBytes(StandardCharsets.UTF_8));
  }

  /** The page as text. */
  public static String of(AuditReport report, String command) {
    return new CheckReport(report, command).page();
  }

  private String page() {
    Page.open(html, "Check · " + Html.shortened(report.data().name(), 120));
    header();
    headline();
    summary();
    report.byKind().forEach(this::section);
    html.open("section").leaf("h2", "The command that repeats it");
    html.leaf("pre", Html.shortened(command, 4000)).close("section");
    html.leaf("footer", "Written by Ocelli. All findings for programs: findings.csv.");
    Page.close(html);
    return html.toString();
  }

  private void header() {
    html.open("header");
    html.leaf("h1", "Check of a data set");
    html.open("p", "class", "faint").name(report.data().name());
    html.text(
        String.format(
            Locale.ROOT,
            " · %,d pictures · %,d classes",
            report.pictures().size(),
            report.data().classes().size()));
    html.close("p").close("header");
  }

  private void headline() {
    html.open("div", "class", "headline");
    long serious = count(Severity.SERIOUS);
    Page.figure(
        html,
        serious > 0 ? "figure first alarm" : "figure first",
        String.valueOf(serious),
        "serious findings",
        serious > 0 ? "to be mended before use" : "nothing that has to be mended");
    Page.figure(
        html,
        "figure",
        String.valueOf(count(Severity.WARNING)),
        "warnings",
        "likely to do harm, look at them");
    Page.figure(
        html,
        "figure",
        String.format(Locale.ROOT, "%,d", report.readable()),
        "readable",
        String.format(Locale.ROOT, "of %,d pictures", report.pictures().size()));
    Baselines baselines = report.baselines();
    if (baselines != null) {
      Page.figure(
          html,
          "figure",
          HtmlReport.percent(baselines.border()),
          "by the border alone",
          "the largest class: " + HtmlReport.percent(baselines.majority()));
      Page.figure(
          html,
          "figure",
          HtmlReport.percent(baselines.meanColor()),
          "by the mean colour",
          "the whole picture: " + HtmlReport.percent(baselines.content()));
    }
    html.close("div");
  }

  private long count(Severity severity) {
    return report.findings().stream().filter(f -> f.severity() == severity).count();
  }

  private void summary() {
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
    if (kind == Kind.BROKEN) {
      html.open("ul", "class", "plain small");
      for (Finding f : shown) {
        html.open("li").leaf("b", f.pictures().get(0).path() + " ");
        html.text(Html.shortened(f.note(), 400)).close("li");
      }
      html.close("ul");
    } else if (single) {
      html.open("div", "class", "gallery");
      shown.forEach(f -> picture(f.pictures().get(0), f.note()));
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
      pictures.stream().limit(MOST_PICTURES).forEach(picture -> picture(picture, ""));
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

  private void picture(AuditedPicture picture, String note) {
    html.open("figure");
    Pictures.thumbnail(html, () -> Pictures.jpeg(picture.source(), Pictures.THUMBNAIL));
    html.open("figcaption");
    if (!note.isEmpty()) {
      html.leaf("span", Html.shortened(note, 300), "class", "row");
    } else {
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
