package io.ocelli.app.report;

import io.ocelli.metric.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * A confusion matrix as a picture: rows truth, columns prediction. A cell's strength is its share
 * of the row; right answers are blue, mistakes vermilion. Counts stand in the cells while they fit,
 * names beside them up to about a hundred classes. Drawn by hand: the charting library's heat map
 * cannot print one number and colour by another.
 */
final class ConfusionPlot {
  private static final int PADDING = 16;
  private static final double FAINTEST = 0.17;
  private static final int MIN_LABELLED_CELL = 9;
  private static final int MIN_COUNTED_CELL = 17;
  private static final int MAX_LABEL = 210;
  private static final int MIN_GRID = 300;
  private static final int MAX_GRID = 1000;

  private final ConfusionMatrix matrix;
  private final Theme theme;
  private final double cell;
  private final int grid;
  private final boolean labelled;
  private final Font labelFont;
  private final List<String> labels;
  private final int labelWidth;
  private final int left;
  private final int top;
  private final int below;
  private final int right;

  private ConfusionPlot(ConfusionMatrix matrix, Theme theme) {
    this.matrix = matrix;
    this.theme = theme;
    int n = matrix.size();
    this.grid = (int) Math.round(Math.min(MAX_GRID, Math.max(MIN_GRID, n * cellFor(n))));
    this.cell = (double) grid / n;
    this.labelled = cell >= MIN_LABELLED_CELL;
    this.labelFont = font((int) Math.max(8, Math.min(12, cell - 1)));
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics metrics = g.getFontMetrics(labelFont);
    this.labels = labelled ? ShortLabels.of(matrix.labels(), metrics, MAX_LABEL) : List.of();
    this.labelWidth = labels.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    g.dispose();
    this.left = PADDING + 18 + labelWidth + 8;
    this.top = PADDING + 30;
    this.below = 8 + (int) Math.ceil((labelWidth + 10) * Math.sin(slant(n))) + 22 + 34 + PADDING;
    this.right = PADDING + 4;
  }

  /** The PNG file. */
  static byte[] png(ConfusionMatrix matrix, Theme theme) {
    ConfusionPlot plot = new ConfusionPlot(matrix, theme);
    return Png.draw(plot.width(), plot.height(), plot::paint);
  }

  private static double cellFor(int n) {
    return n <= 6 ? 64 : n <= 12 ? 48 : n <= 26 ? 30 : n <= 45 ? 20 : n <= 60 ? 14 : 10;
  }

  /** Names of few classes lie at 45 degrees, of many upright, where less space is between them. */
  private static double slant(int n) {
    return n <= 12 ? Math.PI / 4 : Math.PI / 2;
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  private int width() {
    return left + grid + right;
  }

  private int height() {
    return top + grid + below;
  }

  private void paint(Graphics2D g) {
    g.setColor(theme.ground);
    g.fillRect(0, 0, width(), height());
    title(g);
    cells(g);
    if (labelled) {
      rowLabels(g);
      columnLabels(g);
    }
    axes(g);
    legend(g);
  }

  private void title(Graphics2D g) {
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.setColor(theme.ink);
    g.drawString("Confusion matrix", left, PADDING + 14);
    float x = left + g.getFontMetrics().stringWidth("Confusion matrix") + 10;
    g.setFont(font(12));
    g.setColor(theme.faintInk);
    String right = String.format(Locale.ROOT, "%,d of %,d right", matrix.correct(), matrix.total());
    g.drawString(right, x, PADDING + 14f);
  }

  private void cells(Graphics2D g) {
    int n = matrix.size();
    double gap = cell >= MIN_COUNTED_CELL ? 1 : cell >= 6 ? 0.5 : 0;
    Font numbers = numberFont(g);
    FontMetrics metrics = g.getFontMetrics(numbers);
    Color empty = theme.mix(theme.ink, 0.045);
    for (int t = 0; t < n; t++) {
      for (int p = 0; p < n; p++) {
        double x = left + p * cell;
        double y = top + t * cell;
        long count = matrix.count(t, p);
        Color color = count == 0 ? empty : color(t, p);
        g.setColor(color);
        g.fill(new Rectangle2D.Double(x, y, cell - gap, cell - gap));
        if (count > 0 && cell >= MIN_COUNTED_CELL) {
          String text = Long.toString(count);
          if (metrics.stringWidth(text) <= cell - 2) {
            g.setFont(numbers);
            g.setColor(Theme.readableOn(color));
            g.drawString(
                text,
                (float) (x + (cell - gap - metrics.stringWidth(text)) / 2),
                (float) (y + (cell - gap + metrics.getAscent() - metrics.getDescent()) / 2));
          }
        }
      }
    }
  }

  /** As large as the longest count allows, from 8 to 14. */
  private Font numberFont(Graphics2D g) {
    long longest = 0;
    for (long[] row : matrix.counts()) {
      for (long c : row) {
        longest = Math.max(longest, c);
      }
    }
    for (int size = (int) Math.min(14, cell * 0.5); size > 8; size--) {
      if (g.getFontMetrics(font(size)).stringWidth(Long.toString(longest)) <= cell - 5) {
        return font(size);
      }
    }
    return font(8);
  }

  private Color color(int truth, int predicted) {
    // a lone mistake among many pictures must still be seen, so the scale starts above the ground
    double part = FAINTEST + (1 - FAINTEST) * matrix.rate(truth, predicted);
    return theme.mix(truth == predicted ? theme.blue : theme.orange, part);
  }

  private void rowLabels(Graphics2D g) {
    g.setFont(labelFont);
    g.setColor(theme.ink);
    FontMetrics metrics = g.getFontMetrics();
    for (int t = 0; t < labels.size(); t++) {
      double y = top + (t + 0.5) * cell + (metrics.getAscent() - metrics.getDescent()) / 2.0;
      g.drawString(
          labels.get(t), left - 8f - metrics.stringWidth(labels.get(t)), (float) (y - 0.5));
    }
  }

  private void columnLabels(Graphics2D g) {
    FontMetrics metrics = g.getFontMetrics(labelFont);
    double slant = slant(labels.size());
    AffineTransform before = g.getTransform();
    for (int p = 0; p < labels.size(); p++) {
      g.translate(left + (p + 0.5) * cell, top + grid + 8);
      g.rotate(-slant);
      g.drawString(
          labels.get(p),
          -metrics.stringWidth(labels.get(p)),
          (float) ((metrics.getAscent() - metrics.getDescent()) * (slant < 1.5 ? 0.8 : 0.5)));
      g.setTransform(before);
    }
  }

  private void axes(Graphics2D g) {
    g.setFont(font(12));
    g.setColor(theme.faintInk);
    FontMetrics metrics = g.getFontMetrics();
    String predicted = "predicted" + (labelled ? "" : " (" + matrix.size() + " classes)");
    g.drawString(
        predicted, left + (grid - metrics.stringWidth(predicted)) / 2f, height() - PADDING - 38f);
    AffineTransform before = g.getTransform();
    g.translate(PADDING + 10, top + (grid + metrics.stringWidth("truth")) / 2.0);
    g.rotate(-Math.PI / 2);
    g.drawString("truth", 0, 0);
    g.setTransform(before);
  }

  private void legend(Graphics2D g) {
    int y = height() - PADDING - 22;
    g.setFont(font(11));
    double x = bar(g, PADDING, y, "right", theme.blue);
    x = bar(g, x + 16, y, "mistaken", theme.orange);
    g.setColor(theme.faintInk);
    g.drawString("0 to 100 % of the row", (float) x, y + 11f);
  }

  private double bar(Graphics2D g, double x, int y, String name, Color color) {
    g.setColor(theme.faintInk);
    g.drawString(name, (float) x, y + 11f);
    double at = x + g.getFontMetrics().stringWidth(name) + 8;
    for (int i = 0; i <= 20; i++) {
      g.setColor(theme.mix(color, FAINTEST + (1 - FAINTEST) * i / 20));
      g.fill(new Rectangle2D.Double(at + i * 3, y + 2, 3.2, 10));
    }
    return at + 63 + 8;
  }
}
