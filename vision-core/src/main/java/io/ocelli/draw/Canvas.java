package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws on a picture in place. The picture stays the caller's, who closes it; a canvas holds no
 * memory of its own.
 *
 * <p>Coordinates are pixels from the top left, and whole numbers are the centres of pixels, as in
 * OpenCV: a line of width 1 from (3, 4) to (9, 4) colours pixels of the fifth row. A {@link Box} is
 * given by its edges, which lie between pixels: the box (3, 4, 4, 5) is the one pixel at (3, 4).
 * Nothing is rounded: a pixel takes as much of the colour as is covered of it (the exact area), so
 * shapes may move by fractions of a pixel. What lies outside the picture is cut off.
 *
 * <p>Line widths are in pixels and may be fractions; 0 draws nothing. {@link LineWidth#of(Image)}
 * gives one that suits the picture. Ends and corners of lines are round.
 *
 * <p>Every method throws {@code IllegalArgumentException} for coordinates that are no numbers, for
 * negative sizes and for an opacity outside 0 to 1.
 */
public final class Canvas {
  private final Image image;

  private Canvas(Image image) {
    this.image = image;
  }

  /** A canvas over a picture; what is drawn is in the picture at once. */
  public static Canvas on(Image image) {
    return new Canvas(image);
  }

  /** The picture that is drawn on. */
  public Image image() {
    return image;
  }

  /** A straight line with round ends. */
  public Canvas line(Point from, Point to, Rgb colour, double width) {
    return path(List.of(from, to), colour, width);
  }

  /** Lines from each point to the next; {@code points} may be of any number. */
  public Canvas path(List<Point> points, Rgb colour, double width) {
    return stroke(Shapes.path(points, false), colour, width);
  }

  /**
   * A line with a filled head at its end. The head is five line widths long, at least 8 pixels, and
   * never longer than half the line.
   */
  public Canvas arrow(Point from, Point to, Rgb colour, double width) {
    double length = from.distance(to);
    if (length == 0) {
      return dot(from, width / 2, colour);
    }
    double head = Math.min(Math.max(8, 5 * width), length / 2);
    double ux = (to.x() - from.x()) / length;
    double uy = (to.y() - from.y()) / length;
    double half = head * 0.45;
    Point neck = new Point(to.x() - ux * head, to.y() - uy * head);
    line(from, neck, colour, width);
    return fillPolygon(
        List.of(
            to,
            new Point(neck.x() - uy * half, neck.y() + ux * half),
            new Point(neck.x() + uy * half, neck.y() - ux * half)),
        colour,
        1);
  }

  /**
   * The outline of a box, with sharp corners. One pixel of its width lies inside the box, the rest
   * to equal parts outside and inside; of an even number of whole pixels one more lies inside, so
   * that a box of whole pixels has sharp edges.
   */
  public Canvas rectangle(Box box, Rgb colour, double width) {
    return fill(Shapes.frame(box, width), colour, 1);
  }

  /** The inside of a box; at edges within a pixel, as much of the pixel as lies inside. */
  public Canvas fillRectangle(Box box, Rgb colour, double opacity) {
    return fill(Shapes.rounded(box, 0), colour, opacity);
  }

  /** All pixels of a box with rounded corners of the given radius. */
  public Canvas fillRounded(Box box, double radius, Rgb colour, double opacity) {
    return fill(Shapes.rounded(box, radius), colour, opacity);
  }

  /** The outline of a circle. */
  public Canvas circle(Point centre, double radius, Rgb colour, double width) {
    Check.notNegative("a radius", radius);
    return ellipse(new RotatedBox(centre, 2 * radius, 2 * radius, 0), colour, width);
  }

  /** A filled circle. */
  public Canvas dot(Point centre, double radius, Rgb colour) {
    Check.notNegative("a radius", radius);
    return fillEllipse(new RotatedBox(centre, 2 * radius, 2 * radius, 0), colour, 1);
  }

  /** The outline of the ellipse that touches the four sides of a turned box. */
  public Canvas ellipse(RotatedBox box, Rgb colour, double width) {
    return stroke(Shapes.ellipse(box), colour, width);
  }

  /** The inside of the ellipse that touches the four sides of a turned box. */
  public Canvas fillEllipse(RotatedBox box, Rgb colour, double opacity) {
    return fill(Shapes.ellipse(box), colour, opacity);
  }

  /** The closed outline through the points; {@code points} may be of any number. */
  public Canvas polygon(List<Point> points, Rgb colour, double width) {
    return stroke(Shapes.path(points, true), colour, width);
  }

  /** The inside of a polygon; where it crosses itself, even-odd. */
  public Canvas fillPolygon(List<Point> points, Rgb colour, double opacity) {
    return fill(Shapes.path(points, true), colour, opacity);
  }

  /** The outline of a triangle. */
  public Canvas triangle(Point a, Point b, Point c, Rgb colour, double width) {
    return polygon(List.of(a, b, c), colour, width);
  }

  /** A plus sign; {@code size} is the length of each of its two strokes in pixels. */
  public Canvas cross(Point centre, double size, Rgb colour, double width) {
    Check.notNegative("a cross's size", size);
    double half = size / 2;
    line(
        new Point(centre.x() - half, centre.y()),
        new Point(centre.x() + half, centre.y()),
        colour,
        width);
    return line(
        new Point(centre.x(), centre.y() - half),
        new Point(centre.x(), centre.y() + half),
        colour,
        width);
  }

  /**
   * Text in any script, from left to right as its script runs; line breaks begin a new line.
   *
   * @param baselineLeft where the first line's letters stand, at its left end
   */
  public Canvas text(String text, Point baselineLeft, TextStyle style, Rgb colour) {
    Check.finite(baselineLeft);
    TextPainter.paint(image, text, baselineLeft, style, colour);
    return this;
  }

  /** How wide a text is in pixels; of several lines, the longest. */
  public static double textWidth(String text, TextStyle style) {
    return TextPainter.layout(text, style).width();
  }

  /**
   * Text on a rounded box whose lower left corner is at the anchor; moved so that it lies inside
   * the picture, as far as it fits.
   */
  public Canvas label(String text, Point anchor, LabelStyle style) {
    Check.finite(anchor);
    Labels.draw(this, text, anchor, style);
    return this;
  }

  /** A label in the colours that suit the background; see {@link LabelStyle#of}. */
  public Canvas label(String text, Point anchor, Rgb background) {
    return label(text, anchor, LabelStyle.of(TextStyle.of(image), background));
  }

  /**
   * Lines that cut the picture into equal cells, none along its edges. Each line is moved by at
   * most half a pixel, so that one of whole width has sharp edges.
   */
  public Canvas grid(int columns, int rows, Rgb colour, double width) {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "a grid has at least one column and row, got " + columns + "x" + rows);
    }
    for (int i = 1; i < columns; i++) {
      double x = sharp((double) i * image.width() / columns, width);
      line(new Point(x, -width), new Point(x, image.height() + width), colour, width);
    }
    for (int i = 1; i < rows; i++) {
      double y = sharp((double) i * image.height() / rows, width);
      line(new Point(-width, y), new Point(image.width() + width, y), colour, width);
    }
    return this;
  }

  /**
   * Lays a colour over the picture.
   *
   * @param mask {@code width * height} bytes, rows top to bottom; 0 keeps the picture, 255 (-1) is
   *     the full {@code alpha}, values between a part of it
   * @param alpha how much of the colour is mixed in where the mask is full, 0 to 1
   */
  public Canvas mask(byte[] mask, Rgb colour, double alpha) {
    if (mask.length != (long) image.width() * image.height()) {
      throw new IllegalArgumentException(
          "a mask for %dx%d pixels takes %d bytes, got %d"
              .formatted(
                  image.width(),
                  image.height(),
                  (long) image.width() * image.height(),
                  mask.length));
    }
    Check.fraction("alpha", alpha);
    Blend.mask(image, mask, 0, 0, image.width(), image.height(), colour, alpha);
    return this;
  }

  /**
   * The outline in dashes: {@code on} pixels drawn, {@code off} left out, along all the points.
   *
   * @param closed whether the last point is joined to the first
   */
  public Canvas dashes(
      List<Point> points, boolean closed, Rgb colour, double width, double on, double off) {
    if (!(on > 0 && off > 0) || !Double.isFinite(on + off)) {
      throw new IllegalArgumentException(
          "dashes and gaps are longer than 0 pixels, got " + on + " and " + off);
    }
    List<Point> path = new ArrayList<>(points);
    if (closed && !points.isEmpty()) {
      path.add(points.get(0));
    }
    for (List<Point> dash : Shapes.dashes(path, on, off, image.width(), image.height())) {
      path(dash, colour, width);
    }
    return this;
  }

  /** The middle of a line near an edge between pixels, so that the line's own edges lie on such. */
  private static double sharp(double edge, double width) {
    double half = width / 2 - 0.5;
    return Math.rint(edge - 0.5 - half) + half;
  }

  private Canvas stroke(Shape outline, Rgb colour, double width) {
    Check.notNegative("a line's width", width);
    return width == 0 ? this : fill(Shapes.stroke(outline, width), colour, 1);
  }

  private Canvas fill(Shape shape, Rgb colour, double opacity) {
    AreaPainter.fill(image, shape, colour, opacity);
    return this;
  }
}
