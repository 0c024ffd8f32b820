package io.ocelli.app.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Counts as bars, or as a square of cells, drawn as SVG within a page in its own colours. */
final class BarChart {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 190;
  private static final int TOP = 18;
  private static final int FOOT = 24;

  /** As many bars carry their numbers. */
  private static final int NUMBERED = 14;

  private BarChart() {}

  /**
   * Draws bars.
   *
   * @param labels of the bars; empty for none
   * @param edges whether labels belong to the left edges of the bars rather than to their middles
   */
  static void bars(
      Html html, String description, List<String> labels, List<Integer> counts, boolean edges) {
    open(html, description, WIDTH, HEIGHT);
    int most = counts.isEmpty() ? 1 : Math.max(1, Collections.max(counts));
    double step = WIDTH / (double) Math.max(1, counts.size());
    int base = HEIGHT - FOOT;
    for (int i = 0; i < counts.size(); i++) {
      double height = (base - TOP) * (counts.get(i) / (double) most);
      if (counts.get(i) > 0) {
        html.open(
                "rect",
                "class",
                "bar",
                "x",
                n(i * step + step * 0.08),
                "y",
                n(base - Math.max(1.5, height)),
                "width",
                n(step * 0.84),
                "height",
                n(Math.max(1.5, height)),
                "rx",
                "2")
            .leaf("title", labels.get(i) + ": " + counts.get(i))
            .close();
        if (counts.size() <= NUMBERED) {
          text(html, i * step + step / 2, base - height - 5, "count", number(counts.get(i)));
        }
      }
      double x = edges ? i * step : i * step + step / 2;
      text(html, Math.max(8, x), HEIGHT - 8, "axis", labels.get(i));
    }
    html.open("line", "class", "base", "x1", "0", "x2", n(WIDTH), "y1", n(base), "y2", n(base));
    html.close("line").close("svg");
  }

  /** Draws a square of rows; the fullest cell has the full colour. */
  static void cells(Html html, String description, List<List<Integer>> rows) {
    int side = 190;
    open(html, description, side, side);
    int most = rows.stream().flatMap(List::stream).mapToInt(Integer::intValue).max().orElse(0);
    double step = side / (double) Math.max(1, rows.size());
    for (int y = 0; y < rows.size(); y++) {
      for (int x = 0; x < rows.get(y).size(); x++) {
        int count = rows.get(y).get(x);
        if (count > 0) {
          html.open(
                  "rect",
                  "class",
                  "bar",
                  "x",
                  n(x * step),
                  "y",
                  n(y * step),
                  "width",
                  n(step),
                  "height",
                  n(step),
                  "fill-opacity",
                  n(0.08 + 0.92 * count / most))
              .leaf("title", String.valueOf(count))
              .close();
        }
      }
    }
    html.open(
        "rect",
        "class",
        "frame",
        "x",
        "0.5",
        "y",
        "0.5",
        "width",
        n(side - 1),
        "height",
        n(side - 1));
    html.close("rect").close("svg");
  }

  private static void open(Html html, String description, int width, int height) {
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "role",
        "img",
        "aria-label",
        description,
        "viewBox",
        "0 0 " + width + " " + height);
  }

  private static void text(Html html, double x, double y, String style, String text) {
    if (!text.isEmpty()) {
      html.leaf("text", text, "class", style, "x", n(x), "y", n(y));
    }
  }

  /** In at most four characters. */
  private static String number(int count) {
    if (count < 10_000) {
      return String.valueOf(count);
    }
    return count < 1_000_000 ? count / 1000 + "k" : count / 1_000_000 + "M";
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
