package io.ocelli.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss, accuracy and learning rate over the epochs, the kept epoch marked. */
final class LearningCurves {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final int LOW = 240;
  private static final int PAGE_WIDTH = 420;
  private static final int PAGE_HEIGHT = 300;
  private static final int TITLE = 28;
  private static final int MANY_EPOCHS = 30;

  /** A panel of the figure. */
  enum Panel {
    LOSS("Loss"),
    ACCURACY("Accuracy"),
    LEARNING_RATE("Learning rate");

    final String title;

    Panel(String title) {
      this.title = title;
    }
  }

  private LearningCurves() {}

  /** {@code results.png}: loss and accuracy side by side, the learning rate below. */
  static byte[] png(TrainingHistory history) {
    return Png.draw(
        2 * WIDTH,
        HEIGHT + LOW,
        g -> {
          paint(g, history, Panel.LOSS, 0, 0, WIDTH, HEIGHT, Theme.LIGHT);
          paint(g, history, Panel.ACCURACY, WIDTH, 0, WIDTH, HEIGHT, Theme.LIGHT);
          paint(g, history, Panel.LEARNING_RATE, 0, HEIGHT, 2 * WIDTH, LOW, Theme.LIGHT);
        });
  }

  /** One panel by itself, in a size of which three stand side by side on a page. */
  static byte[] png(TrainingHistory history, Panel panel, Theme theme) {
    return Png.draw(
        PAGE_WIDTH,
        PAGE_HEIGHT,
        g -> paint(g, history, panel, 0, 0, PAGE_WIDTH, PAGE_HEIGHT, theme));
  }

  private static void paint(
      Graphics2D g,
      TrainingHistory history,
      Panel panel,
      int x,
      int y,
      int width,
      int height,
      Theme theme) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.setColor(theme.ground);
    g.fillRect(0, 0, width, height);
    g.translate(0, TITLE);
    chart(history, panel, width, height - TITLE, theme).paint(g, width, height - TITLE);
    g.translate(0, -TITLE);
    // drawn here: the chart would place a title by the letters it happens to have
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.setColor(theme.ink);
    g.drawString(panel.title, 14, TITLE - 6);
    if (panel != Panel.LEARNING_RATE) {
      legend(g, history, width, theme);
    }
    g.setTransform(before);
    g.setClip(null);
  }

  /** In the title's line, at its right end, where no curve can run under it. */
  private static void legend(Graphics2D g, TrainingHistory history, int width, Theme theme) {
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    double y = TITLE - 10;
    double x = width - 16;
    if (history.best().isPresent()) {
      x = legend(g, x, "kept: epoch " + history.bestEpoch(), theme);
      new Ring().paint(g, x - 12, y, 0);
      x -= 34;
    }
    x = legend(g, x, "validation", theme);
    x = sample(g, x, y, theme.orange, 2.4f);
    x = legend(g, x, "train", theme);
    sample(g, x, y, theme.blue, 1.8f);
  }

  /** Writes a name that ends at x, with the colour then set to ink; returns where it begins. */
  private static double legend(Graphics2D g, double x, String name, Theme theme) {
    double start = x - g.getFontMetrics().stringWidth(name);
    g.setColor(theme.ink);
    g.drawString(name, (float) start, TITLE - 6f);
    return start;
  }

  private static double sample(Graphics2D g, double x, double y, Color color, float stroke) {
    g.setColor(color);
    g.setStroke(new BasicStroke(stroke));
    g.draw(new Line2D.Double(x - 26, y, x - 6, y));
    new Dot(6).paint(g, x - 16, y, 0);
    return x - 42;
  }

  private static XYChart chart(
      TrainingHistory history, Panel panel, int width, int height, Theme theme) {
    XYChart chart = new XYChartBuilder().width(width).height(height).xAxisTitle("epoch").build();
    style(chart, history, panel, width, theme);
    int points =
        switch (panel) {
          case LOSS ->
              line(chart, history, "train", Epoch::trainLoss, theme.blue, false)
                  + line(chart, history, "validation", Epoch::valLoss, theme.orange, true);
          case ACCURACY ->
              line(chart, history, "train", Epoch::trainAccuracy, theme.blue, false)
                  + line(chart, history, "validation", Epoch::valAccuracy, theme.orange, true);
          case LEARNING_RATE ->
              line(chart, history, "learning rate", Epoch::learningRate, theme.blue, false);
        };
    range(chart, history, panel);
    if (points == 0) {
      // XChart cannot draw nothing
      XYSeries none = chart.addSeries("not measured", new double[] {1}, new double[] {0});
      none.setMarker(SeriesMarkers.NONE);
    } else if (panel != Panel.LEARNING_RATE) {
      markBest(chart, history, panel, theme);
    }
    return chart;
  }

  private static void style(
      XYChart chart, TrainingHistory history, Panel panel, int width, Theme theme) {
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    List<Epoch> epochs = history.epochs();
    int last = epochs.get(epochs.size() - 1).epoch();
    chart
        .getStyler()
        .setLegendVisible(false)
        .setChartBackgroundColor(theme.ground)
        .setChartFontColor(theme.ink)
        .setChartTitleVisible(false)
        .setChartPadding(12)
        .setPlotBackgroundColor(theme.ground)
        .setPlotBorderVisible(false)
        .setAntiAlias(true)
        .setLocale(Locale.ROOT);
    chart
        .getStyler()
        .setPlotGridLinesColor(theme.grid)
        .setPlotGridLinesStroke(new BasicStroke(1f))
        .setPlotGridVerticalLinesVisible(false)
        .setAxisTickLabelsFont(plain)
        .setAxisTickLabelsColor(theme.faintInk)
        .setAxisTickMarksColor(theme.grid)
        .setAxisTicksLineVisible(false)
        .setAxisTitleFont(plain)
        .setXAxisTitleVisible(true)
        .setYAxisTitleVisible(false)
        .setPlotMargin(6)
        .setXAxisTickMarkSpacingHint(Math.max(56, width / (last + 1)))
        .setYAxisTickMarkSpacingHint(44)
        .setXAxisMin(0.0)
        .setXAxisMax((double) Math.max(2, last));
    chart.getStyler().setXAxisDecimalPattern("0");
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(
            panel == Panel.ACCURACY
                ? v -> String.format(Locale.ROOT, "%.0f %%", 100 * v)
                : LearningCurves::shortNumber);
    chart.getStyler().setXAxisTitleColor(theme.faintInk);
  }

  private static void range(XYChart chart, TrainingHistory history, Panel panel) {
    switch (panel) {
      case ACCURACY -> {
        double low = 1;
        for (Epoch e : history.epochs()) {
          low = Math.min(low, Double.isFinite(e.trainAccuracy()) ? e.trainAccuracy() : 1);
          low = Math.min(low, Double.isFinite(e.valAccuracy()) ? e.valAccuracy() : 1);
        }
        chart.getStyler().setYAxisMin(Math.max(0, Math.floor(low * 10 - 0.2) / 10));
        chart.getStyler().setYAxisMax(1.0);
      }
      case LOSS, LEARNING_RATE -> {
        chart.getStyler().setYAxisMin(0.0);
        double high = 0;
        for (Epoch e : history.epochs()) {
          double[] values =
              panel == Panel.LOSS
                  ? new double[] {e.trainLoss(), e.valLoss()}
                  : new double[] {e.learningRate()};
          for (double v : values) {
            high = Double.isFinite(v) ? Math.max(high, v) : high;
          }
        }
        chart.getStyler().setYAxisMax(high > 0 ? high * 1.06 : 1);
      }
    }
  }

  /** Adds a line of what was measured and says how many points it has. */
  private static int line(
      XYChart chart,
      TrainingHistory history,
      String name,
      ToDoubleFunction<Epoch> value,
      Color color,
      boolean heavy) {
    List<Epoch> measured =
        history.epochs().stream().filter(e -> Double.isFinite(value.applyAsDouble(e))).toList();
    if (measured.isEmpty()) {
      return 0;
    }
    XYSeries series =
        chart.addSeries(
            name,
            measured.stream().mapToDouble(Epoch::epoch).toArray(),
            measured.stream().mapToDouble(value).toArray());
    series.setLineColor(color);
    series.setLineWidth(heavy ? 2.4f : 1.8f);
    series.setMarker(measured.size() <= MANY_EPOCHS ? new Dot(6) : SeriesMarkers.NONE);
    series.setMarkerColor(color);
    return measured.size();
  }

  private static void markBest(XYChart chart, TrainingHistory history, Panel panel, Theme theme) {
    Epoch best = history.best().orElse(null);
    if (best == null) {
      return;
    }
    double val = panel == Panel.LOSS ? best.valLoss() : best.valAccuracy();
    double train = panel == Panel.LOSS ? best.trainLoss() : best.trainAccuracy();
    double y = Double.isFinite(val) ? val : train;
    if (!Double.isFinite(y)) {
      return;
    }
    XYSeries mark =
        chart.addSeries(
            "kept: epoch " + best.epoch(), new double[] {best.epoch()}, new double[] {y});
    mark.setLineColor(translucent(theme.ground));
    mark.setMarker(new Ring());
    mark.setMarkerColor(theme.ink);
  }

  private static String shortNumber(double v) {
    if (v == 0) {
      return "0";
    }
    if (Math.abs(v) >= 0.01) {
      return CsvText.number(Math.rint(v * 1e4) / 1e4);
    }
    return String.format(Locale.ROOT, "%.1e", v).replace(".0e", "e").replace("e-0", "e-");
  }

  private static Color translucent(Color c) {
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), 0);
  }

  /** A filled circle of a fixed size. */
  private static final class Dot extends Marker {
    private final double size;

    Dot(double size) {
      this.size = size;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int ignored) {
      g.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
    }
  }

  /** An open circle that leaves the point below visible. */
  private static final class Ring extends Marker {
    @Override
    public void paint(Graphics2D g, double x, double y, int ignored) {
      g.setStroke(new BasicStroke(2f));
      g.draw(new Ellipse2D.Double(x - 7, y - 7, 14, 14));
    }
  }
}
