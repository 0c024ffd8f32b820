package io.ocelli.ops.find;

import io.ocelli.geometry.Point;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws number plates on busy backgrounds: several styles and fonts, turned up to 10 degrees,
 * sheared, seen a little from the side, under uneven light, blurred, noisy and compressed. Each
 * picture has one plate, and is made from its seed alone (and the photographs that are there).
 */
final class DrawnPlates {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String[] PATTERNS = {
    "LL 999 LL",
    "LL99 LLL",
    "LLL 9999",
    "LLL 999",
    "99 LLL 9",
    "L 999 LL",
    "9LLL999",
    "LL 99999",
    "LLL-9999",
    "L-LL 999",
    "LL 9999 L",
    "99-LL-99",
    "LL 999"
  };
  private static final String[] FONTS = {
    "DejaVu Sans", "DejaVu Sans Mono", "DejaVu Sans Condensed", "SansSerif", "Liberation Sans"
  };

  /** Colours of a plate: ground, characters, and the band's, where it has one. */
  private record Colours(Color ground, Color ink, double often, boolean band) {}

  private static final List<Colours> STYLES =
      List.of(
          new Colours(new Color(245, 245, 242), new Color(15, 15, 20), 4, true),
          new Colours(new Color(240, 238, 235), new Color(20, 20, 20), 2, false),
          new Colours(new Color(250, 205, 40), new Color(10, 10, 10), 2, false),
          new Colours(new Color(245, 200, 30), new Color(15, 15, 15), 1, true),
          new Colours(new Color(20, 20, 22), new Color(235, 235, 235), 1, false),
          new Colours(new Color(225, 232, 245), new Color(25, 40, 110), 1, false));

  /**
   * A picture and what is in it.
   *
   * @param corners of the plate's outer edge
   * @param text its characters, without spaces and dashes
   */
  record Drawn(Image image, List<Point> corners, String text, double width)
      implements AutoCloseable {
    Point centre() {
      double x = corners.stream().mapToDouble(Point::x).average().orElseThrow();
      double y = corners.stream().mapToDouble(Point::y).average().orElseThrow();
      return new Point(x, y);
    }

    @Override
    public void close() {
      image.close();
    }
  }

  private final Random random;
  private final List<Path> photographs;

  private DrawnPlates(long seed, List<Path> photographs) {
    this.random = new Random(seed);
    this.photographs = photographs;
  }

  static Drawn draw(long seed, List<Path> photographs) {
    DrawnPlates one = new DrawnPlates(seed * 7919 + 17, photographs);
    for (int i = 0; i < 5; i++) {
      one.random.nextInt();
    }
    return one.draw();
  }

  private double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  private Drawn draw() {
    int width = (int) between(640, 1601);
    int height = (int) (width * between(0.55, 0.8));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    background(g, width, height);

    String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
    String text = characters(pattern);
    double plateWidth = Math.exp(between(Math.log(80), Math.log(400)));
    plateWidth = Math.min(plateWidth, width * 0.6);
    double aspect = between(3.0, 5.0);
    double plateHeight = plateWidth / aspect;
    double angle = Math.toRadians(between(-10, 10));
    double x = between(plateWidth * 0.6, width - plateWidth * 0.6);
    double y = between(plateWidth * 0.35, height - plateWidth * 0.35);
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    place.shear(between(-0.08, 0.08), 0);
    plate(g, place, plateWidth, plateHeight, text);
    g.dispose();

    List<Point> corners = new ArrayList<>();
    for (double[] c : new double[][] {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
      Point2D p =
          place.transform(new Point2D.Double(c[0] * plateWidth / 2, c[1] * plateHeight / 2), null);
      // Java2D counts from the edges of pixels, Ocelli from their centres.
      corners.add(new Point(p.getX() - 0.5, p.getY() - 0.5));
    }
    return spoil(image, corners, text.replaceAll("[ -]", ""), plateWidth);
  }

  private String characters(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      text.append(
          c == 'L'
              ? LETTERS.charAt(random.nextInt(26))
              : c == '9' ? (char) ('0' + random.nextInt(10)) : c);
    }
    return text.toString();
  }

  private void plate(Graphics2D g, AffineTransform place, double w, double h, String text) {
    AffineTransform before = g.getTransform();
    g.transform(place);
    Colours colours = style();
    double round = h * between(0, 0.15);
    RoundRectangle2D shape = new RoundRectangle2D.Double(-w / 2, -h / 2, w, h, round, round);
    if (random.nextInt(3) == 0) {
      // The bumper or frame that it is mounted on.
      double rim = h * between(0.1, 0.5);
      g.setColor(gray((int) between(20, 200)));
      g.fill(
          new RoundRectangle2D.Double(-w / 2 - rim, -h / 2 - rim, w + 2 * rim, h + 2 * rim, 5, 5));
    }
    g.setColor(colours.ground());
    g.fill(shape);
    double left = -w / 2;
    if (colours.band() && random.nextInt(4) > 0) {
      double band = w * between(0.07, 0.11);
      Shape clip = g.getClip();
      g.clip(shape);
      g.setColor(new Color(0, 51, 153));
      g.fill(new Rectangle2D.Double(left, -h / 2, band, h));
      g.setColor(Color.WHITE);
      centred(
          g, new Font("SansSerif", Font.PLAIN, 100), "D", left + band / 2, h * 0.25, h * 0.2, 1);
      g.setColor(new Color(255, 204, 0));
      for (int i = 0; i < 12; i++) {
        double a = i * Math.PI / 6;
        double r = band * 0.3;
        double dot = band * 0.06;
        g.fill(
            new Ellipse2D.Double(
                left + band / 2 + r * Math.cos(a) - dot,
                -h * 0.2 + r * Math.sin(a) - dot,
                2 * dot,
                2 * dot));
      }
      g.setClip(clip);
      left += band;
    }
    g.setColor(colours.ink());
    if (random.nextInt(5) > 0) {
      g.setStroke(new BasicStroke((float) (h * between(0.02, 0.05))));
      double in = h * 0.025;
      g.draw(
          new RoundRectangle2D.Double(
              -w / 2 + in, -h / 2 + in, w - 2 * in, h - 2 * in, round, round));
    }
    Font font =
        new Font(
            FONTS[random.nextInt(FONTS.length)],
            random.nextInt(3) > 0 ? Font.BOLD : Font.PLAIN,
            100);
    double room = w / 2 - left;
    double high = h * between(0.55, 0.72);
    centred(g, font, text, left + room / 2, 0, high, room * between(0.84, 0.92));
    g.setTransform(before);
  }

  /** Text whose capitals have a height, made narrower where it is too long for its room. */
  private static void centred(
      Graphics2D g, Font font, String text, double x, double y, double high, double room) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    GlyphVector capital = font.createGlyphVector(context, "H");
    GlyphVector glyphs = font.createGlyphVector(context, text);
    double scale = high / capital.getVisualBounds().getHeight();
    Rectangle2D bounds = glyphs.getVisualBounds();
    double across = room > 1 ? Math.min(scale, room / bounds.getWidth()) : scale;
    AffineTransform at = AffineTransform.getTranslateInstance(x, y + high / 2);
    at.scale(across, scale);
    at.translate(-bounds.getCenterX(), 0);
    g.fill(at.createTransformedShape(glyphs.getOutline()));
  }

  private Colours style() {
    double all = STYLES.stream().mapToDouble(Colours::often).sum();
    double at = random.nextDouble() * all;
    for (Colours style : STYLES) {
      at -= style.often();
      if (at < 0) {
        return style;
      }
    }
    return STYLES.get(0);
  }

  private static Color gray(int value) {
    return new Color(value, value, value);
  }

  private Color colour() {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private void background(Graphics2D g, int width, int height) {
    if (!photographs.isEmpty() && random.nextInt(3) > 0) {
      try (Image photo = Image.read(photographs.get(random.nextInt(photographs.size())))) {
        g.drawImage(photo.toBufferedImage(), 0, 0, width, height, null);
      }
      if (random.nextBoolean()) {
        return;
      }
    } else {
      g.setPaint(new GradientPaint(0, 0, colour(), width, height, colour()));
      g.fillRect(0, 0, width, height);
    }
    int things = (int) between(20, 90);
    for (int i = 0; i < things; i++) {
      thing(g, width, height);
    }
  }

  private void thing(Graphics2D g, int width, int height) {
    double x = between(0, width);
    double y = between(0, height);
    double size = Math.exp(between(Math.log(10), Math.log(width * 0.25)));
    g.setColor(colour());
    g.setStroke(new BasicStroke((float) between(1, 6)));
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate(between(-Math.PI, Math.PI) * (random.nextBoolean() ? 0.05 : 1));
    switch (random.nextInt(7)) {
      case 0 -> g.fill(new Rectangle2D.Double(0, 0, size, size * between(0.15, 1)));
      case 1 -> g.draw(new Rectangle2D.Double(0, 0, size, size * between(0.15, 1)));
      case 2 -> g.fill(new Ellipse2D.Double(0, 0, size, size * between(0.3, 1)));
      case 3 -> {
        Path2D leaf = new Path2D.Double();
        leaf.moveTo(0, 0);
        leaf.curveTo(size * 0.3, -size * 0.4, size * 0.8, -size * 0.3, size, 0);
        leaf.curveTo(size * 0.8, size * 0.3, size * 0.3, size * 0.4, 0, 0);
        g.fill(leaf);
      }
      case 4 -> {
        for (int i = 0; i < 8; i++) {
          g.draw(new Rectangle2D.Double(i * size / 10, 0, size / 25, size * 0.5));
        }
      }
      case 5 -> {
        // Strokes like writing, which is none.
        for (int i = 0; i < 12; i++) {
          double from = i * size / 14;
          g.draw(
              new java.awt.geom.Line2D.Double(
                  from, between(0, size * 0.1), from + size * 0.05, between(0, size * 0.1)));
        }
      }
      default -> {
        g.setFont(new Font("DejaVu Serif", Font.PLAIN, (int) Math.max(8, size / 8)));
        g.drawString("lorem ipsum dolor", 0, 0);
      }
    }
    g.setTransform(before);
  }

  /** What a lens, a sensor and a file format do to it. */
  private Drawn spoil(BufferedImage drawn, List<Point> corners, String text, double plateWidth) {
    try (Image image = Image.of(drawn);
        Mat seen = new Mat()) {
      List<Point> moved = corners;
      int w = image.width();
      int h = image.height();
      if (random.nextBoolean()) {
        moved = perspective(image, seen, corners);
      } else {
        image.mat().copyTo(seen);
      }
      double blur = between(0, Math.min(1.6, plateWidth / 160));
      if (blur > 0.3) {
        try (Size any = new Size(0, 0)) {
          opencv_imgproc.GaussianBlur(seen, seen, any, blur);
        }
      }
      light(seen, w, h);
      try (Image noisy = Image.owning(seen.clone())) {
        byte[] jpeg = noisy.encode(ImageFormat.JPEG, (int) between(55, 96));
        return new Drawn(
            Image.decode(jpeg, "drawn", DecodeOptions.DEFAULT), moved, text, plateWidth);
      }
    }
  }

  private List<Point> perspective(Image image, Mat out, List<Point> corners) {
    int w = image.width();
    int h = image.height();
    float[] from = {0, 0, w, 0, w, h, 0, h};
    float[] to = from.clone();
    for (int i = 0; i < 8; i++) {
      to[i] += (float) (between(-0.04, 0.04) * w);
    }
    try (Mat a = new Mat(4, 1, opencv_core.CV_32FC2);
        Mat b = new Mat(4, 1, opencv_core.CV_32FC2)) {
      a.<FloatBuffer>createBuffer().put(from);
      b.<FloatBuffer>createBuffer().put(to);
      try (Mat m = opencv_imgproc.getPerspectiveTransform(a, b);
          Size size = new Size(w, h);
          org.bytedeco.opencv.opencv_core.Scalar none =
              new org.bytedeco.opencv.opencv_core.Scalar(0, 0, 0, 0);
          DoubleIndexer at = m.createIndexer()) {
        opencv_imgproc.warpPerspective(
            image.mat(),
            out,
            m,
            size,
            opencv_imgproc.INTER_CUBIC,
            opencv_core.BORDER_REFLECT_101,
            none);
        List<Point> moved = new ArrayList<>();
        for (Point p : corners) {
          double z = at.get(2, 0) * p.x() + at.get(2, 1) * p.y() + at.get(2, 2);
          moved.add(
              new Point(
                  (at.get(0, 0) * p.x() + at.get(0, 1) * p.y() + at.get(0, 2)) / z,
                  (at.get(1, 0) * p.x() + at.get(1, 1) * p.y() + at.get(1, 2)) / z));
        }
        return moved;
      }
    }
  }

  private void light(Mat seen, int w, int h) {
    byte[] values = new byte[w * h * 3];
    seen.data().get(values);
    double gain = between(0.5, 1.1);
    double slopeX = between(-0.35, 0.35);
    double slopeY = between(-0.35, 0.35);
    double sigma = between(0, 9);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double light = gain + slopeX * ((double) x / w - 0.5) + slopeY * ((double) y / h - 0.5);
        for (int c = 0; c < 3; c++) {
          int i = (y * w + x) * 3 + c;
          double value = (values[i] & 255) * light + random.nextGaussian() * sigma;
          values[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    seen.data().put(values);
  }
}
