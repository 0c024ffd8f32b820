package io.ocelli.app.report;

import io.ocelli.metric.ClassMetrics;
import io.ocelli.metric.ClassificationReport;
import io.ocelli.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of the page that speak of single classes and pictures. */
final class ClassSections {
  private static final int MAX_CLASSES = 1500;
  private static final int MAX_PAIRS = 12;
  private static final int MAX_MISTAKES = 24;
  private static final int MAX_RIGHT = 12;
  private static final int FOLDED_FROM = 30;

  private final Html html;
  private final Evaluation evaluation;
  private final ClassificationReport metrics;
  private final List<String> labels;
  private final ThumbnailSource thumbnails;

  ClassSections(Html html, Evaluation evaluation, ThumbnailSource thumbnails) {
    this.html = html;
    this.evaluation = evaluation;
    this.metrics = evaluation.metrics();
    this.labels = metrics.labels();
    this.thumbnails = thumbnails;
  }

  void confusion(Plots plots) {
    html.open("section").leaf("h2", "Confusion matrix");
    html.open("div", "class", "scroll");
    Pictures.plot(
        html,
        "Confusion matrix of " + labels.size() + " classes, rows truth, columns prediction",
        plots::confusion);
    html.close("div").close("section");
  }

  void perClass() {
    html.open("section").leaf("h2", "By class");
    html.open("div", "class", "scroll").open("table", "class", "sortable");
    head(
        html, List.of("class", "precision*", "recall*", "F1*", "pictures*", "mostly mistaken for"));
    html.open("tbody");
    for (int c = 0; c < Math.min(labels.size(), MAX_CLASSES); c++) {
      ClassMetrics m = metrics.perClass().get(c);
      html.open("tr");
      html.open("td", "class", "name").name(m.label()).close();
      share(m.precision(), m.occurs());
      share(m.recall(), m.support() > 0);
      share(m.f1(), m.occurs());
      number(m.support());
      html.open("td", "class", "name");
      ConfusionMatrix.@Nullable Confusion worst = worst(c);
      if (worst != null) {
        html.name(labels.get(worst.predicted())).text(" (" + worst.count() + ")");
      }
      html.close("td").close("tr");
    }
    html.close("tbody").close("table").close("div");
    leftOut(labels.size() - MAX_CLASSES, "classes; metrics.json has them all");
    html.leaf(
        "p",
        "Precision: of what was called so, the share that is so. Recall: of what is so, the share"
            + " that was called so. Click a heading to sort.",
        "class",
        "faint small");
    html.close("section");
  }

  private ConfusionMatrix.@Nullable Confusion worst(int truth) {
    ConfusionMatrix matrix = metrics.confusion();
    int worst = -1;
    for (int p = 0; p < labels.size(); p++) {
      if (p != truth
          && matrix.count(truth, p) > 0
          && (worst < 0 || matrix.count(truth, p) > matrix.count(truth, worst))) {
        worst = p;
      }
    }
    return worst < 0
        ? null
        : new ConfusionMatrix.Confusion(truth, worst, matrix.count(truth, worst));
  }

  void pairs() {
    List<ConfusionMatrix.Confusion> pairs = metrics.confusion().mostConfused(MAX_PAIRS);
    if (pairs.isEmpty()) {
      return;
    }
    html.open("section").leaf("h2", "Most often mistaken");
    html.open("div", "class", "scroll").open("table");
    head(html, List.of("is", "was called", "times*", "of the class*"));
    html.open("tbody");
    for (ConfusionMatrix.Confusion pair : pairs) {
      html.open("tr");
      html.open("td", "class", "name").name(labels.get(pair.truth())).close();
      html.open("td", "class", "name").name(labels.get(pair.predicted())).close();
      number(pair.count());
      double rate = metrics.confusion().rate(pair.truth(), pair.predicted());
      html.open("td", "class", "n");
      bar(html, HtmlReport.percent(rate), rate, false);
      html.close();
      html.close("tr");
    }
    html.close("tbody").close("table").close("div").close("section");
  }

  void mistakes() {
    List<Prediction> mistakes =
        evaluation.predictions().stream()
            .filter(p -> !p.correct())
            .sorted(
                Comparator.comparingDouble(Prediction::probability)
                    .reversed()
                    .thenComparing(Prediction::source))
            .limit(MAX_MISTAKES)
            .toList();
    html.open("section").leaf("h2", "The most confident mistakes");
    if (mistakes.isEmpty()) {
      html.leaf("p", "There are none: every picture was called what it is.", "class", "faint");
    } else {
      html.leaf(
          "p",
          "Where the model was surest and wrong. Wrong labels in the data show up here first.",
          "class",
          "faint small");
      gallery(mistakes);
    }
    html.close("section");
  }

  void rightAnswers() {
    List<Prediction> right = typicalRight();
    if (right.isEmpty()) {
      return;
    }
    html.open("section").leaf("h2", "Some right answers");
    gallery(right);
    html.close("section");
  }

  /** The surest right answer of each class, of classes spread evenly over all that have one. */
  private List<Prediction> typicalRight() {
    Map<Integer, Prediction> surest = new TreeMap<>();
    for (Prediction p : evaluation.predictions()) {
      if (p.correct()) {
        surest.merge(p.truth(), p, (a, b) -> b.probability() > a.probability() ? b : a);
      }
    }
    List<Prediction> all = new ArrayList<>(surest.values());
    List<Prediction> some = new ArrayList<>();
    int wanted = Math.min(MAX_RIGHT, all.size());
    for (int i = 0; i < wanted; i++) {
      some.add(all.get(i * all.size() / wanted));
    }
    return some;
  }

  private void gallery(List<Prediction> predictions) {
    html.open("div", "class", "gallery");
    for (Prediction p : predictions) {
      html.open("figure", "class", p.correct() ? "right" : "wrong");
      Pictures.thumbnail(html, p, thumbnails);
      html.open("figcaption");
      html.open("span", "class", "row said").name(labels.get(p.predicted()));
      html.text(" " + HtmlReport.percent(p.probability())).close();
      if (!p.correct()) {
        html.open("span", "class", "row").leaf("span", "is ", "class", "key");
        html.name(labels.get(p.truth()));
        html.leaf("span", " " + HtmlReport.percent(p.truthProbability()), "class", "key").close();
      }
      html.open("span", "class", "source").name(fileName(p.source())).close();
      html.close("figcaption").close("figure");
    }
    html.close("div");
  }

  private static String fileName(String source) {
    int cut = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\'));
    return Html.shortened(cut < source.length() - 1 ? source.substring(cut + 1) : source, 80);
  }

  /** Pictures by class and split; folded away when there are many classes. */
  static void counts(Html html, DataFacts data) {
    if (data.counts().isEmpty()) {
      return;
    }
    boolean folded = data.classes().size() > FOLDED_FROM;
    if (folded) {
      html.open("details").leaf("summary", "Pictures by class");
    } else {
      html.leaf("h3", "Pictures by class");
    }
    long most =
        data.counts().values().stream()
            .flatMap(List::stream)
            .mapToInt(Integer::intValue)
            .max()
            .orElse(1);
    html.open("div", "class", "scroll").open("table", "class", "sortable");
    List<String> heads = new ArrayList<>(List.of("class"));
    data.counts().keySet().forEach(split -> heads.add(split + "*"));
    head(html, heads);
    html.open("tbody");
    for (int c = 0; c < Math.min(data.classes().size(), MAX_CLASSES); c++) {
      html.open("tr").open("td", "class", "name").name(data.classes().get(c)).close();
      for (List<Integer> counts : data.counts().values()) {
        int n = counts.get(c);
        html.open("td", "class", "n", "data-v", Integer.toString(n));
        bar(html, String.format(Locale.ROOT, "%,d", n), most == 0 ? 0 : (double) n / most, false);
        html.close();
      }
      html.close("tr");
    }
    html.close("tbody").close("table").close("div");
    if (folded) {
      html.close("details");
    }
  }

  /** Names of columns; those with a star hold numbers. */
  private static void head(Html html, List<String> names) {
    html.open("thead").open("tr");
    for (String name : names) {
      if (name.endsWith("*")) {
        html.leaf("th", name.substring(0, name.length() - 1), "class", "n", "scope", "col");
      } else {
        html.leaf("th", name, "scope", "col");
      }
    }
    html.close("tr").close("thead");
  }

  private void number(long n) {
    html.leaf("td", String.format(Locale.ROOT, "%,d", n), "class", "n", "data-v", "" + n);
  }

  private void share(double value, boolean defined) {
    html.open("td", "class", "n", "data-v", CsvText.number(value, 6));
    if (defined) {
      bar(html, HtmlReport.percent(value), value, value < 0.5);
    } else {
      html.text("–");
    }
    html.close();
  }

  private static void bar(Html html, String text, double part, boolean weak) {
    html.leaf(
        "span",
        text,
        "class",
        weak ? "share weak" : "share",
        "style",
        String.format(Locale.ROOT, "--p:%.1f%%", 100 * Math.min(1, Math.max(0, part))));
  }

  private void leftOut(int n, String what) {
    if (n > 0) {
      html.leaf("p", String.format(Locale.ROOT, "Left out here: %,d %s.", n, what));
    }
  }
}
