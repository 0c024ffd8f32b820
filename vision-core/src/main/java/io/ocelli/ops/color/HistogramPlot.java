package io.ocelli.ops.color;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.Palette;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws histograms: values to the right, counts upwards, a coloured area for each channel. */
final class HistogramPlot {
  private static final Rgb INK = new Rgb(60, 60, 60);
  private static final Rgb LINES = new Rgb(228, 228, 228);
  private static final int FONT = 13;
  private static final int LEFT = 60;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final int STEPS = 4;

  private final Canvas canvas;
  private final Histogram.Scale scale;
  private final int width;
  private final int height;
  private final double highest;
  private final double pixels;

  private HistogramPlot(
      Canvas canvas, List<ChannelHistogram> channels, Histogram.Scale scale, int w, int h) {
    this.canvas = canvas;
    this.scale = scale;
    this.width = w - LEFT - RIGHT;
    this.height = h - TOP - BOTTOM;
    this.highest =
        channels.stream().flatMap(c -> c.counts().stream()).mapToInt(n -> n).max().orElseThrow();
    this.pixels = channels.get(0).counts().stream().mapToLong(n -> n).sum();
  }

  /** The plot, for the caller to close. */
  static Image draw(
      ColorSpace space,
      List<ChannelHistogram> channels,
      Histogram.Scale scale,
      int width,
      int height) {
    Image image = Image.blank(width, height, 255, 255, 255);
    try {
      HistogramPlot plot = new HistogramPlot(Canvas.on(image), channels, scale, width, height);
      plot.axes();
      for (int c = 0; c < channels.size(); c++) {
        plot.channel(channels.get(c), color(space, c));
      }
      plot.legend(space, channels);
      return image;
    } catch (RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  private void axes() {
    for (int i = 0; i <= STEPS; i++) {
      double up = (double) i / STEPS;
      double y = TOP + height * (1 - up);
      canvas.line(new Point(LEFT, y), new Point(LEFT + width, y), LINES, 1);
      double count =
          scale == Histogram.Scale.LOG ? Math.expm1(up * Math.log1p(highest)) : up * highest;
      write(percent(100 * count / pixels), LEFT - 8, y + 5, 1);
    }
    for (int v : new int[] {0, 64, 128, 192, 255}) {
      canvas.line(new Point(x(v), TOP), new Point(x(v), TOP + height), LINES, 1);
      write(String.valueOf(v), x(v), TOP + height + 20, 0.5);
    }
    canvas.line(new Point(LEFT, TOP + height), new Point(LEFT + width, TOP + height), INK, 1);
  }

  private void channel(ChannelHistogram channel, Rgb color) {
    List<Point> outline = new ArrayList<>();
    for (int v = 0; v < 256; v++) {
      outline.add(new Point(x(v), y(channel.counts().get(v))));
    }
    List<Point> area = new ArrayList<>(outline);
    area.add(new Point(x(255), TOP + height));
    area.add(new Point(x(0), TOP + height));
    canvas.fillPolygon(area, color, 0.25);
    canvas.path(outline, color, 2);
  }

  private void legend(ColorSpace space, List<ChannelHistogram> channels) {
    float x = LEFT;
    for (int c = 0; c < channels.size(); c++) {
      ChannelHistogram channel = channels.get(c);
      canvas.fillRectangle(new Box(x, 12, x + 12, 24), color(space, c), 1);
      String text = String.format(Locale.ROOT, "%s, mean %.1f", channel.channel(), channel.mean());
      write(text, x + 18, 23, 0);
      x += 30 + text.length() * FONT * 0.56f;
    }
  }

  private double x(int value) {
    return LEFT + value * (double) width / 255;
  }

  private double y(int count) {
    double up =
        scale == Histogram.Scale.LOG ? Math.log1p(count) / Math.log1p(highest) : count / highest;
    return TOP + height * (1 - up);
  }

  /**
   * Text whose part {@code before} lies left of the place; digits are about half as wide as high.
   */
  private void write(String text, double x, double y, double before) {
    double wide = text.length() * FONT * 0.55;
    TextStyle style = TextStyle.of(FONT).withFonts(TextStyle.Fonts.BUNDLED);
    canvas.text(text, new Point(x - before * wide, y), style, INK);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, value < 10 && value > 0 ? "%.2g%%" : "%.0f%%", value);
  }

  private static Rgb color(ColorSpace space, int channel) {
    return switch (space.channelNames().get(channel)) {
      case "blue" -> new Rgb(35, 90, 220);
      case "green" -> new Rgb(30, 150, 60);
      case "red" -> new Rgb(215, 45, 45);
      case "cyan" -> new Rgb(0, 160, 200);
      case "magenta" -> new Rgb(200, 40, 140);
      case "yellow" -> new Rgb(200, 170, 0);
      case "gray", "black", "alpha", "value", "lightness", "luma" -> new Rgb(70, 70, 70);
      default -> Palette.of(channel);
    };
  }
}
