package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.util.List;

/**
 * Draws what was found in a picture: boxes with labels, outlines, masks, key points, tracks. The
 * one style of all commands, so that the same class looks the same everywhere: its colour and line
 * come from {@link Palette}, widths and letters grow with the picture.
 *
 * <p>Draws on the picture that it is given, in place; an annotator holds nothing and may be used by
 * many threads, each on pictures of its own.
 */
public final class Annotator {
  /** Nothing set: everything by the size of the picture, in the system's fonts first. */
  public static final Style DEFAULT = new Style(0, 0, 0, 0.45, TextStyle.Fonts.SYSTEM);

  private final Style style;

  /**
   * What can be chosen.
   *
   * @param lineWidth in pixels; 0 takes that of {@link LineWidth}
   * @param textSize height of the letters' em in pixels; 0 takes six line widths, 12 to 48
   * @param fill how much of the class's colour is laid into boxes and polygons, 0 to 1
   * @param maskAlpha how much of it is laid over masks, 0 to 1
   * @param fonts which fonts may be used
   */
  public record Style(
      double lineWidth, double textSize, double fill, double maskAlpha, TextStyle.Fonts fonts) {
    /** Checks the ranges. */
    public Style {
      Check.notNegative("a line's width", lineWidth);
      Check.notNegative("a text's size", textSize);
      Check.fraction("fill", fill);
      Check.fraction("alpha", maskAlpha);
    }

    double lineWidth(Image image) {
      return lineWidth > 0 ? lineWidth : LineWidth.of(image);
    }

    TextStyle text(Image image) {
      double size = textSize > 0 ? textSize : Math.min(48, Math.max(12, 6 * LineWidth.of(image)));
      return TextStyle.of(size).withFonts(fonts);
    }
  }

  /**
   * Two key points that belong together.
   *
   * @param from index of the one
   * @param to index of the other
   */
  public record Link(int from, int to) {}

  /** An annotator of the usual style. */
  public Annotator() {
    this(DEFAULT);
  }

  /** An annotator of a style. */
  public Annotator(Style style) {
    this.style = style;
  }

  /**
   * A box in the colour of its class, and its label above it, or inside it where there is no room.
   *
   * @param box rounded to whole pixels, so that its edges are sharp
   * @param label empty for none
   */
  public Annotator box(Image image, Box box, String label, int classIndex) {
    Check.finite(box);
    Canvas canvas = Canvas.on(image);
    double width = Math.max(1, Math.rint(style.lineWidth(image)));
    Rgb colour = Palette.of(classIndex);
    Box whole =
        new Box(
            Math.round(box.x1()), Math.round(box.y1()), Math.round(box.x2()), Math.round(box.y2()));
    if (style.fill() > 0) {
      canvas.fillRectangle(whole, colour, style.fill());
    }
    if (Palette.pattern(classIndex) == Palette.Pattern.SOLID) {
      canvas.rectangle(whole, colour, width);
    } else {
      outline(canvas, corners(whole), classIndex, width);
    }
    if (!label.isEmpty()) {
      float out = (float) Math.floor((width - 1) / 2);
      Box frame = new Box(whole.x1() - out, whole.y1() - out, whole.x2() + out, whole.y2() + out);
      Labels.drawAt(canvas, label, frame, width, labelStyle(image, colour));
    }
    return this;
  }

  /**
   * An outline in the colour of its class, and its label at its upper left.
   *
   * @param points of any number
   * @param label empty for none
   */
  public Annotator polygon(Image image, List<Point> points, String label, int classIndex) {
    Canvas canvas = Canvas.on(image);
    double width = style.lineWidth(image);
    Rgb colour = Palette.of(classIndex);
    if (style.fill() > 0) {
      canvas.fillPolygon(points, colour, style.fill());
    }
    outline(canvas, points, classIndex, width);
    if (!label.isEmpty() && !points.isEmpty()) {
      double x = points.stream().mapToDouble(Point::x).min().orElse(0);
      double y = points.stream().mapToDouble(Point::y).min().orElse(0);
      Box frame = new Box((float) x, (float) (y - width), (float) x, (float) y);
      Labels.drawAt(canvas, label, frame, 2 * width, labelStyle(image, colour));
    }
    return this;
  }

  /**
   * Points, and lines between those that belong together. Each link has a colour of its own.
   *
   * @param links indices into the points
   */
  public Annotator keypoints(Image image, List<Point> points, List<Link> links, int classIndex) {
    Canvas canvas = Canvas.on(image);
    double width = style.lineWidth(image);
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      canvas.line(
          points.get(link.from()), points.get(link.to()), Palette.of(classIndex + i + 1), width);
    }
    Rgb colour = Palette.of(classIndex);
    for (Point point : points) {
      canvas.dot(point, 1.5 * width + 1, Palette.textOn(colour)).dot(point, 1.5 * width, colour);
    }
    return this;
  }

  /**
   * A class's colour over its pixels.
   *
   * @param mask {@code width * height} bytes, rows top to bottom, 0 to 255
   */
  public Annotator mask(Image image, byte[] mask, int classIndex) {
    Canvas.on(image).mask(mask, Palette.of(classIndex), style.maskAlpha());
    return this;
  }

  /**
   * A box that is followed over time: in the colour of its identity, with the number before its
   * label.
   */
  public Annotator track(Image image, Box box, String label, int identity) {
    String text = label.isEmpty() ? "#" + identity : "#" + identity + " " + label;
    return box(image, box, text, identity);
  }

  /** The way that something went, thinner where it is older. */
  public Annotator trail(Image image, List<Point> oldestFirst, int identity) {
    Canvas canvas = Canvas.on(image);
    double width = style.lineWidth(image);
    for (int i = 1; i < oldestFirst.size(); i++) {
      double age = (double) i / oldestFirst.size();
      canvas.line(
          oldestFirst.get(i - 1), oldestFirst.get(i), Palette.of(identity), width * (0.3 + age));
    }
    return this;
  }

  /** Text in the picture's upper left corner, such as a title or the frame rate. */
  public Annotator caption(Image image, String text) {
    if (!text.isEmpty()) {
      LabelStyle plain = labelStyle(image, Rgb.BLACK);
      Labels.draw(
          Canvas.on(image),
          text,
          new Point(0, 0),
          new LabelStyle(plain.text(), Rgb.BLACK, Rgb.WHITE, 0.65, plain.padding(), 0));
    }
    return this;
  }

  private LabelStyle labelStyle(Image image, Rgb colour) {
    return LabelStyle.of(style.text(image), colour);
  }

  private static void outline(Canvas canvas, List<Point> points, int classIndex, double width) {
    Rgb colour = Palette.of(classIndex);
    // Gaps are longer than the round ends that reach into them.
    switch (Palette.pattern(classIndex)) {
      case SOLID -> canvas.polygon(points, colour, width);
      case DASHED -> canvas.dashes(points, true, colour, width, 4 * width, 3 * width);
      case DOTTED -> canvas.dashes(points, true, colour, width, 0.1 * width, 2 * width);
      case LONG -> canvas.dashes(points, true, colour, width, 10 * width, 2 * width);
    }
  }

  private static List<Point> corners(Box box) {
    return List.of(
        new Point(box.x1(), box.y1()),
        new Point(box.x2() - 1, box.y1()),
        new Point(box.x2() - 1, box.y2() - 1),
        new Point(box.x1(), box.y2() - 1));
  }
}
