package io.ocelli.app.report;

import io.ocelli.metric.ClassificationReport;
import io.ocelli.metric.Interval;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html}: one file with everything in it (style, plots, thumbnails), so that it can be
 * mailed, opened without a network and printed. Its size is bounded whatever the run: so many
 * thumbnails, rows and listed names and no more, and it says what it leaves out.
 */
public final class HtmlReport {
  private static final int MAX_LISTED = 50;
  private static final int MAX_VALUE = 600;

  private final Html html = new Html();
  private final ClassifierRun run;
  private final ThumbnailSource thumbnails;
  private final Plots plots;

  private HtmlReport(ClassifierRun run, ThumbnailSource thumbnails, Plots plots) {
    this.run = run;
    this.plots = plots;
    this.thumbnails = thumbnails;
  }

  /** Writes the page, in one piece. */
  public static void write(Path file, ClassifierRun run, ThumbnailSource thumbnails) {
    AtomicFile.write(file, of(run, thumbnails).getBytes(StandardCharsets.UTF_8));
  }

  /** The page as text. */
  public static String of(ClassifierRun run, ThumbnailSource thumbnails) {
    return page(run, thumbnails, new Plots(run, false));
  }

  static String page(ClassifierRun run, ThumbnailSource thumbnails, Plots plots) {
    return new HtmlReport(run, thumbnails, plots).page();
  }

  private String page() {
    Page.open(html, title());
    header();
    headline();
    remarks();
    curves();
    ClassSections classes = new ClassSections(html, run.evaluation(), thumbnails);
    classes.confusion(plots);
    classes.perClass();
    classes.pairs();
    classes.mistakes();
    classes.rightAnswers();
    data();
    facts();
    footer();
    Page.close(html);
    return html.toString();
  }

  private String title() {
    return (run.history().isEmpty() ? "Evaluation" : "Training")
        + " · "
        + Html.shortened(run.run().name(), 120);
  }

  private void header() {
    html.open("header");
    html.leaf("h1", title());
    html.open("p", "class", "faint");
    html.text(run.history().isEmpty() ? "A classifier measured on " : "A classifier trained on ");
    html.name(run.data().name());
    html.text(
        String.format(
            Locale.ROOT,
            ", %,d classes · %s · took %s",
            run.data().classes().size(),
            run.run()
                .started()
                .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK)),
            seconds(run.run().took().toMillis() / 1000.0)));
    html.close("p").close("header");
  }

  private void headline() {
    Evaluation evaluation = run.evaluation();
    ClassificationReport metrics = evaluation.metrics();
    Interval interval = metrics.accuracyInterval();
    html.open("div", "class", "headline");
    Page.figure(
        html,
        "figure first",
        percent(metrics.accuracy()),
        "accuracy on " + evaluation.split(),
        String.format(
            Locale.ROOT, "95 %%: %.1f to %.1f %%", 100 * interval.low(), 100 * interval.high()));
    Page.figure(
        html, "figure", percent(metrics.macro().f1()), "macro F1", "all classes count the same");
    if (metrics.labels().size() > 5) {
      Page.figure(
          html, "figure", percent(metrics.top5()), "top-5", "truth among the five most probable");
    }
    Page.figure(
        html,
        "figure",
        String.format(Locale.ROOT, "%.3f", metrics.loss()),
        "loss",
        "cross-entropy, lower is better");
    Page.figure(
        html,
        "figure",
        String.format(Locale.ROOT, "%,d", metrics.samples() - metrics.confusion().correct()),
        "mistakes",
        String.format(Locale.ROOT, "of %,d pictures", metrics.samples()));
    Baseline baseline = evaluation.baseline();
    if (baseline != null) {
      Page.figure(html, "figure", percent(baseline.accuracy()), "for comparison", baseline.name());
    }
    html.close("div");
  }

  private void remarks() {
    List<Remark> remarks = Remarks.on(run);
    if (remarks.isEmpty() && run.notes().isEmpty()) {
      return;
    }
    html.open("section").leaf("h2", "What the figures say");
    html.open("ul", "class", "remarks");
    for (Remark remark : remarks) {
      String kind = remark.kind().name().toLowerCase(Locale.ROOT);
      html.open("li", "class", kind);
      html.leaf("span", kind, "class", "kind").leaf("b", remark.title()).text(remark.text());
      html.close("li");
    }
    for (String note : run.notes()) {
      html.open("li").leaf("span", "from the run", "class", "kind").open("br");
      html.text(note).close("li");
    }
    html.close("ul").close("section");
  }

  private void curves() {
    TrainingHistory history = run.history();
    if (history.isEmpty()) {
      return;
    }
    html.open("section").leaf("h2", "Learning curves");
    html.open("div", "class", "plots");
    for (LearningCurves.Panel panel : LearningCurves.Panel.values()) {
      Pictures.plot(html, panel.title + " by epoch", theme -> plots.curve(panel, theme));
    }
    html.close("div");
    history
        .best()
        .ifPresent(
            best ->
                html.leaf(
                    "p",
                    String.format(
                        Locale.ROOT,
                        "%d epochs; the weights of epoch %d were kept (the ring).",
                        history.epochs().size(),
                        best.epoch()),
                    "class",
                    "faint small"));
    html.close("section");
  }

  private void data() {
    DataFacts data = run.data();
    html.open("section").leaf("h2", "Data");
    html.open("dl");
    pair("data set", data.name());
    pair("classes", String.format(Locale.ROOT, "%,d", data.classes().size()));
    for (String split : data.counts().keySet()) {
      pair(split, String.format(Locale.ROOT, "%,d pictures", data.total(split)));
    }
    pair("split", data.rule());
    pair("hash", data.hash());
    html.close("dl");
    ClassSections.counts(html, data);
    if (!data.failures().isEmpty()) {
      html.leaf("h3", "Pictures that could not be read");
      html.open("ul", "class", "plain small");
      data.failures().stream()
          .limit(MAX_LISTED)
          .forEach(f -> html.leaf("li", Html.shortened(f, MAX_VALUE)));
      if (data.failures().size() > MAX_LISTED) {
        html.leaf("li", "and " + (data.failures().size() - MAX_LISTED) + " more");
      }
      html.close("ul");
    }
    html.close("section");
  }

  private void facts() {
    html.open("section").leaf("h2", "Model and run");
    html.leaf("h3", "The command that repeats it", "style", "margin-top:0");
    html.leaf("pre", Html.shortened(run.run().command(), 8 * MAX_VALUE));
    html.open("div", "class", "two");
    facts("Model", run.model());
    facts("Versions and devices", run.run().environment());
    html.close("div");
    if (!run.run().args().isEmpty()) {
      html.open("details").leaf("summary", "All options");
      html.open("div");
      list(run.run().args());
      html.close("div").close("details");
    }
    html.close("section");
  }

  private void facts(String title, Map<String, String> facts) {
    if (!facts.isEmpty()) {
      html.open("div").leaf("h3", title);
      list(facts);
      html.close("div");
    }
  }

  private void list(Map<String, String> facts) {
    html.open("dl");
    facts.entrySet().stream()
        .limit(4L * MAX_LISTED)
        .forEach(fact -> pair(fact.getKey(), fact.getValue()));
    html.close("dl");
  }

  private void pair(String key, String value) {
    if (!value.isEmpty()) {
      html.leaf("dt", Html.shortened(key, 80)).leaf("dd", Html.shortened(value, MAX_VALUE));
    }
  }

  private void footer() {
    html.leaf("footer", "Written by Ocelli. Figures for programs: metrics.json, predictions.csv.");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share); // does not break
  }

  private static String seconds(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
