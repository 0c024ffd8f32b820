package io.ocelli.ops.feature.drawn;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture in the making: light of three colours in floats, 0 to 255, pixel centres at whole
 * numbers.
 */
final class Scenery {
  final int width;
  final int height;
  final float[] values;
  final Random random;

  Scenery(int width, int height, Random random) {
    this.width = width;
    this.height = height;
    this.values = new float[3 * width * height];
    this.random = random;
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  boolean chance(double part) {
    return random.nextDouble() < part;
  }

  /** Larger and smaller sizes equally often, factor by factor. */
  static int side(Random random, int low, int high) {
    return (int) Math.round(low * Math.pow((double) high / low, random.nextDouble()));
  }

  /** Smooth random values of mean 0 and about -1 to 1, with grains of the given size. */
  float[] field(double grainX, double grainY) {
    int columns = Math.max(2, (int) (width / grainX) + 2);
    int rows = Math.max(2, (int) (height / grainY) + 2);
    float[] coarse = new float[columns * rows];
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = (float) Math.max(-2, Math.min(2, random.nextGaussian() * 0.5));
    }
    try (FloatPointer data = new FloatPointer(coarse);
        Mat small = new Mat(rows, columns, opencv_core.CV_32F, data);
        Mat large = new Mat();
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(small, large, size, 0, 0, opencv_imgproc.INTER_CUBIC);
      return copy(large);
    }
  }

  private static float[] copy(Mat mat) {
    float[] out = new float[mat.rows() * mat.cols() * mat.channels()];
    try (FloatPointer data = new FloatPointer(mat.data())) {
      data.get(out);
    }
    return out;
  }

  /** Fills with a surface: plain, cloudy, wood, cloth, paper or speckled. */
  String surface(double[] colour, double roughness) {
    String[] kinds = {"plain", "cloudy", "wood", "cloth", "speckled"};
    String kind = kinds[random.nextInt(kinds.length)];
    double unit = Math.max(width, height) / 1000.0;
    float[] large = field(220 * unit, 220 * unit);
    float[] fine =
        switch (kind) {
          case "wood" -> field(120 * unit + 20, 3 + 2 * unit);
          case "cloth" -> field(2 + unit, 2 + unit);
          default -> field(4 + 4 * unit, 4 + 4 * unit);
        };
    float[] middle = field(40 * unit + 5, kind.equals("wood") ? 10 * unit + 3 : 40 * unit + 5);
    double period = between(5, 9) * Math.max(1, unit);
    double turn = between(0, Math.PI);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double v =
            switch (kind) {
              case "plain" -> 0.15 * large[i];
              case "cloudy" -> 0.7 * large[i] + 0.6 * middle[i] + 0.2 * fine[i];
              case "wood" -> 0.4 * large[i] + 0.7 * middle[i] + 0.8 * fine[i];
              case "cloth" ->
                  0.3 * large[i]
                      + 0.4 * fine[i]
                      + 0.35
                          * Math.sin(
                              2 * Math.PI * (x * Math.cos(turn) + y * Math.sin(turn)) / period)
                      + 0.35
                          * Math.sin(
                              2 * Math.PI * (y * Math.cos(turn) - x * Math.sin(turn)) / period);
              default -> 0.3 * large[i] + 0.9 * fine[i];
            };
        for (int c = 0; c < 3; c++) {
          values[3 * i + c] = (float) (colour[c] + roughness * v * (0.8 + 0.1 * c));
        }
      }
    }
    return kind;
  }

  /** Mixes a colour into a pixel. */
  void blend(int x, int y, double[] colour, double alpha) {
    if (alpha <= 0 || x < 0 || y < 0 || x >= width || y >= height) {
      return;
    }
    int i = 3 * (y * width + x);
    for (int c = 0; c < 3; c++) {
      values[i + c] += (float) (alpha * (colour[c] - values[i + c]));
    }
  }

  double[] colourAt(int x, int y) {
    int i =
        3 * (Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1));
    return new double[] {values[i], values[i + 1], values[i + 2]};
  }

  static double gray(double[] colour) {
    return 0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2];
  }

  /** A colour of a brightness. */
  double[] colour(double brightness, double saturation) {
    double[] out = new double[3];
    for (int c = 0; c < 3; c++) {
      out[c] = brightness + saturation * between(-1, 1);
    }
    double shift = brightness - gray(out);
    for (int c = 0; c < 3; c++) {
      out[c] = Math.max(0, Math.min(255, out[c] + shift));
    }
    return out;
  }

  /** Multiplies with light that falls off to one side. */
  void light(double darkest) {
    double angle = between(0, 2 * Math.PI);
    double ux = Math.cos(angle) / width;
    double uy = Math.sin(angle) / height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double t = (x - width / 2.0) * ux + (y - height / 2.0) * uy + 0.5;
        multiply(x, y, darkest + (1 - darkest) * Math.max(0, Math.min(1, t)));
      }
    }
  }

  private void multiply(int x, int y, double factor) {
    int i = 3 * (y * width + x);
    for (int c = 0; c < 3; c++) {
      values[i + c] *= (float) factor;
    }
  }

  /** A shadow with a straight edge, or one of a round thing, darkening to {@code factor}. */
  void shadow(double factor, double softness) {
    double angle = between(0, 2 * Math.PI);
    double ox = between(0.2, 0.8) * width;
    double oy = between(0.2, 0.8) * height;
    boolean round = chance(0.4);
    double radius = between(0.25, 0.6) * Math.max(width, height);
    double cx = ox + radius * Math.cos(angle);
    double cy = oy + radius * Math.sin(angle);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double d =
            round
                ? radius - Math.hypot(x - cx, y - cy)
                : (x - ox) * Math.cos(angle) + (y - oy) * Math.sin(angle);
        double t = 1 / (1 + Math.exp(-d / softness));
        multiply(x, y, 1 - (1 - factor) * t);
      }
    }
  }

  void blur(double sigma) {
    if (sigma < 0.2) {
      return;
    }
    try (FloatPointer data = new FloatPointer(values);
        Mat in = new Mat(height, width, opencv_core.CV_32FC3, data);
        Mat out = new Mat();
        Size any = new Size(0, 0)) {
      opencv_imgproc.GaussianBlur(in, out, any, sigma);
      System.arraycopy(copy(out), 0, values, 0, values.length);
    }
  }

  /** Noise of a deviation in gray levels, partly the same in the three colours. */
  void noise(double deviation) {
    for (int i = 0; i < values.length; i += 3) {
      double common = random.nextGaussian() * 0.7;
      for (int c = 0; c < 3; c++) {
        values[i + c] += (float) (deviation * (common + 0.7 * random.nextGaussian()));
      }
    }
  }

  Raster raster() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return Raster.of(width, height, ColorSpace.BGR, bytes);
  }

  /** Covers what is on the layer; its coordinates have pixel centres at x + 0.5. */
  void cover(BufferedImage layer) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = layer.getRGB(x, y);
        int alpha = argb >>> 24;
        if (alpha != 0) {
          double[] colour = {argb & 255, (argb >> 8) & 255, (argb >> 16) & 255};
          blend(x, y, colour, alpha / 255.0);
        }
      }
    }
  }

  /** Things that are not looked for: strokes, words, boxes and triangles, away from places. */
  void clutter(int count, List<double[]> taken, boolean boxes) {
    BufferedImage layer = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = layer.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double unit = Math.min(width, height);
    for (int n = 0; n < count; n++) {
      double size = between(0.04, 0.14) * unit;
      double x = between(0, width);
      double y = between(0, height);
      boolean free =
          taken.stream().allMatch(t -> Math.hypot(x - t[0], y - t[1]) > t[2] + size * 1.1 + 4);
      if (!free) {
        continue;
      }
      double[] colour = colour(between(20, 235), 50);
      g.setColor(new Color((int) colour[2], (int) colour[1], (int) colour[0]));
      AffineTransform before = g.getTransform();
      g.translate(x, y);
      g.rotate(between(0, 2 * Math.PI));
      switch (random.nextInt(boxes ? 4 : 2)) {
        case 0 -> {
          g.setStroke(new BasicStroke((float) Math.max(1, size * 0.06)));
          g.draw(new java.awt.geom.Line2D.Double(-size, 0, size, 0));
        }
        case 1 -> {
          g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(8, (int) (size * 0.5))));
          String[] words = {"Kiste", "Maat", "HELIX", "1947", "vent", "WAKE"};
          String word = words[random.nextInt(words.length)];
          double textWidth = g.getFontMetrics().stringWidth(word);
          double fit = Math.min(1, 2 * size / textWidth);
          g.scale(fit, fit);
          g.drawString(word, (float) (-textWidth / 2), 0);
        }
        case 2 -> {
          double ratio = between(0.4, 1);
          double half = size / Math.hypot(1, ratio);
          g.fill(
              new java.awt.geom.Rectangle2D.Double(
                  -half, -half * ratio, 2 * half, 2 * half * ratio));
        }
        default -> {
          GeneralPath path = new GeneralPath();
          path.moveTo(-size, 0);
          path.lineTo(size * 0.6, -size * 0.7);
          path.lineTo(size * 0.3, size * 0.8);
          path.closePath();
          g.fill(path);
        }
      }
      g.setTransform(before);
    }
    g.dispose();
    cover(layer);
  }

  static Point point(double x, double y) {
    return new Point(x, y);
  }
}
