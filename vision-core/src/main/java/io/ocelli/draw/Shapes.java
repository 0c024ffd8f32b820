package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The outlines of what is drawn, as Java2D shapes; whole numbers are the centres of pixels. */
final class Shapes {
  private Shapes() {}

  /** Straight lines through all points; even-odd where it is filled. */
  static Path2D path(List<Point> points, boolean closed) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD, points.size() + 1);
    boolean first = true;
    for (Point point : points) {
      Check.finite(point);
      if (first) {
        path.moveTo(point.x(), point.y());
        first = false;
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    if (closed && !first) {
      path.closePath();
    }
    return path;
  }

  /** What a pen with a round tip covers along an outline. */
  static Shape stroke(Shape outline, double width) {
    Check.notNegative("a line's width", width);
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(outline);
  }

  /** The ellipse that touches the four sides of a turned box. */
  static Shape ellipse(RotatedBox box) {
    Check.finite(box.center());
    Check.notNegative("an ellipse's width", box.width());
    Check.notNegative("an ellipse's height", box.height());
    AffineTransform turned =
        AffineTransform.getTranslateInstance(box.center().x(), box.center().y());
    turned.rotate(Math.toRadians(box.angle()));
    return turned.createTransformedShape(
        new Ellipse2D.Double(-box.width() / 2, -box.height() / 2, box.width(), box.height()));
  }

  /** All pixels of a box, corners rounded. */
  static Shape rounded(Box box, double radius) {
    Rectangle2D pixels = pixels(box);
    Check.notNegative("a radius", radius);
    double round = 2 * Math.min(radius, Math.min(pixels.getWidth(), pixels.getHeight()) / 2);
    return new RoundRectangle2D.Double(
        pixels.getX(), pixels.getY(), pixels.getWidth(), pixels.getHeight(), round, round);
  }

  /**
   * The band that frames a box, as an outer and an inner rectangle. One pixel of its width is the
   * box's own outermost row; of the rest, half lies outside (rounded down where whole).
   */
  static Shape frame(Box box, double width) {
    Check.notNegative("a line's width", width);
    Rectangle2D pixels = pixels(box);
    double out = (width - 1) / 2;
    if (width == Math.rint(width)) {
      out = Math.floor(out);
    }
    Path2D band = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    band.append(grown(pixels, out), false);
    Rectangle2D hole = grown(pixels, out - width);
    if (hole.getWidth() > 0 && hole.getHeight() > 0) {
      band.append(hole, false);
    }
    return band;
  }

  private static Rectangle2D grown(Rectangle2D from, double by) {
    return new Rectangle2D.Double(
        from.getX() - by, from.getY() - by, from.getWidth() + 2 * by, from.getHeight() + 2 * by);
  }

  /** The area of a box, whose edges lie between pixels. */
  private static Rectangle2D pixels(Box box) {
    Check.finite(box);
    return new Rectangle2D.Double(
        Math.min(box.x1(), box.x2()) - 0.5,
        Math.min(box.y1(), box.y2()) - 0.5,
        Math.abs((double) box.x2() - box.x1()),
        Math.abs((double) box.y2() - box.y1()));
  }

  /** The drawn parts of a path in dashes, as far as they are near the picture. */
  static List<List<Point>> dashes(List<Point> path, double on, double off, int width, int height) {
    List<List<Point>> dashes = new ArrayList<>();
    double at = 0;
    for (int i = 1; i < path.size(); i++) {
      Point from = path.get(i - 1);
      Point to = path.get(i);
      Check.finite(from);
      Check.finite(to);
      double length = from.distance(to);
      Point[] near = Clip.segment(from, to, -width, -height, 2.0 * width, 2.0 * height);
      if (near.length == 2 && length > 0) {
        double period = on + off;
        double end = at + from.distance(near[1]);
        double first = Math.floor((at + from.distance(near[0])) / period) * period;
        for (double dash = first; dash < end; dash += period) {
          double a = Math.max(dash, at);
          double b = Math.min(dash + on, end);
          if (b > a) {
            dashes.add(
                List.of(
                    between(from, to, (a - at) / length), between(from, to, (b - at) / length)));
          }
        }
      }
      at += length;
    }
    return dashes;
  }

  private static Point between(Point from, Point to, double part) {
    return new Point(from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
  }
}
