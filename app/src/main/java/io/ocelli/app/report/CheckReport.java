package io.ocelli.app.report;

import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.Checked;
import io.ocelli.dataset.audit.DetectionReport;
import io.ocelli.dataset.audit.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code report.html} of a checked data set: one file with everything in it. Its size is bounded:
 * so many findings of a kind and thumbnails of a finding, and it says how many more are in {@code
 * findings.csv}.
 */
public final class CheckReport {
  private final Html html = new Html();
  private final Checked report;
  private final String command;

  private CheckReport(Checked report, String command) {
    this.report = report;
    this.command = command;
  }

  /**
   * Writes the page, in one piece.
   *
   * @param command that repeats the check
   */
  public static void write(Path file, Checked report, String command) {
    AtomicFile.write(file, of(report, command).getBytes(StandardCharsets.UTF_8));
  }

  /** The page as text. */
  public static String of(Checked report, String command) {
    return new CheckReport(report, command).page();
  }

  private String page() {
    Page.open(html, "Check · " + Html.shortened(report.name(), 120));
    header();
    headline();
    FindingSections findings = new FindingSections(html, report);
    findings.summary();
    if (report instanceof DetectionReport objects) {
      new ObjectSections(html, objects).all();
    }
    findings.all();
    html.open("section").leaf("h2", "The command that repeats it");
    html.leaf("pre", Html.shortened(command, 4000)).close("section");
    html.leaf("footer", "Written by Ocelli. All findings for programs: findings.csv.");
    Page.close(html);
    return html.toString();
  }

  private void header() {
    html.open("header");
    html.leaf("h1", "Check of a data set");
    html.open("p", "class", "faint").name(report.name());
    html.text(
        String.format(
            Locale.ROOT,
            " · %,d pictures · %,d classes",
            report.pictures().size(),
            report.classes().size()));
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
    if (report instanceof DetectionReport objects) {
      ObjectSections.headline(html, objects);
    } else if (report instanceof AuditReport classes && classes.baselines() != null) {
      Baselines baselines = classes.baselines();
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
}
