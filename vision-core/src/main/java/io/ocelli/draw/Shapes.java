package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import java.util.ArrayList;
import java.util.List;

/** The points of round shapes and of dashes. */
final class Shapes {
  /** How far a polygon may lie inside the curve that it stands for, in pixels. */
  private static final double SAGITTA = 0.05;

  private Shapes() {}

  /** A polygon that follows an ellipse to within {@link #SAGITTA} pixels. */
  static List<Point> ellipse(RotatedBox box) {
    Check.finite(box.center());
    Check.notNegative("an ellipse's width", box.width());
    Check.notNegative("an ellipse's height", box.height());
    double cos = Math.cos(Math.toRadians(box.angle()));
    double sin = Math.sin(Math.toRadians(box.angle()));
    int steps = steps(Math.max(box.width(), box.height()) / 2, 2 * Math.PI);
    List<Point> points = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      double t = 2 * Math.PI * i / steps;
      double x = box.width() / 2 * Math.cos(t);
      double y = box.height() / 2 * Math.sin(t);
      points.add(
          new Point(box.center().x() + x * cos - y * sin, box.center().y() + x * sin + y * cos));
    }
    return points;
  }

  /** The outline of a box's pixels (its centres) with rounded corners. */
  static List<Point> rounded(Box box, double radius) {
    double left = Math.min(box.x1(), box.x2());
    double top = Math.min(box.y1(), box.y2());
    double right = Math.max(left, Math.max(box.x1(), box.x2()) - 1.0);
    double bottom = Math.max(top, Math.max(box.y1(), box.y2()) - 1.0);
    double r = Math.min(radius, Math.min(right - left, bottom - top) / 2);
    int steps = r == 0 ? 0 : steps(r, Math.PI / 2);
    List<Point> points = new ArrayList<>(4 * (steps + 1));
    corner(points, right - r, top + r, r, -90, steps);
    corner(points, right - r, bottom - r, r, 0, steps);
    corner(points, left + r, bottom - r, r, 90, steps);
    corner(points, left + r, top + r, r, 180, steps);
    return points;
  }

  private static void corner(
      List<Point> points, double x, double y, double radius, double degrees, int steps) {
    for (int i = 0; i <= steps; i++) {
      double t = Math.toRadians(degrees + (steps == 0 ? 0 : 90.0 * i / steps));
      points.add(new Point(x + radius * Math.cos(t), y + radius * Math.sin(t)));
    }
  }

  private static int steps(double radius, double angle) {
    double step = 2 * Math.acos(1 - Math.min(1, SAGITTA / Math.max(radius, SAGITTA)));
    return (int) Math.min(4096, Math.max(8 * angle / (2 * Math.PI), Math.ceil(angle / step)));
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
