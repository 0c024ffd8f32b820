package io.ocelli.ops.feature.drawn;

import io.ocelli.geometry.Point;
import java.util.List;

/** Maps the unit square onto a figure of four corners (Heckbert 1989), and back. */
final class Homography {
  private final double[] m;
  private final double[] back;

  Homography(List<Point> c) {
    double x0 = c.get(0).x(), x1 = c.get(1).x(), x2 = c.get(2).x(), x3 = c.get(3).x();
    double y0 = c.get(0).y(), y1 = c.get(1).y(), y2 = c.get(2).y(), y3 = c.get(3).y();
    double sx = x0 - x1 + x2 - x3;
    double sy = y0 - y1 + y2 - y3;
    double dx1 = x1 - x2, dx2 = x3 - x2, dy1 = y1 - y2, dy2 = y3 - y2;
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (sx * dy2 - dx2 * sy) / det;
    double h = (dx1 * sy - sx * dy1) / det;
    m =
        new double[] {
          x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1
        };
    back = inverse(m);
  }

  Point map(double u, double v) {
    return apply(m, u, v);
  }

  Point unmap(double x, double y) {
    return apply(back, x, y);
  }

  private static Point apply(double[] a, double x, double y) {
    double w = a[6] * x + a[7] * y + a[8];
    return new Point((a[0] * x + a[1] * y + a[2]) / w, (a[3] * x + a[4] * y + a[5]) / w);
  }

  private static double[] inverse(double[] a) {
    return new double[] {
      a[4] * a[8] - a[5] * a[7], a[2] * a[7] - a[1] * a[8], a[1] * a[5] - a[2] * a[4],
      a[5] * a[6] - a[3] * a[8], a[0] * a[8] - a[2] * a[6], a[2] * a[3] - a[0] * a[5],
      a[3] * a[7] - a[4] * a[6], a[1] * a[6] - a[0] * a[7], a[0] * a[4] - a[1] * a[3]
    };
  }

  /**
   * The corners of a flat rectangle seen by a camera: turned by {@code spin} in its plane, tilted
   * about an axis in it, and moved so that its middle is at a place.
   *
   * @param focal in pixels
   */
  static List<Point> seen(
      double width, double height, double spin, double axis, double tilt, double focal, Point at) {
    java.util.List<Point> out = new java.util.ArrayList<>();
    double[][] square = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (double[] corner : square) {
      double x = corner[0] * width / 2;
      double y = corner[1] * height / 2;
      double rx = x * Math.cos(spin) - y * Math.sin(spin);
      double ry = x * Math.sin(spin) + y * Math.cos(spin);
      double along = rx * Math.cos(axis) + ry * Math.sin(axis);
      double across = -rx * Math.sin(axis) + ry * Math.cos(axis);
      double depth = across * Math.sin(tilt);
      across *= Math.cos(tilt);
      double px = along * Math.cos(axis) - across * Math.sin(axis);
      double py = along * Math.sin(axis) + across * Math.cos(axis);
      double scale = focal / (focal + depth);
      out.add(new Point(at.x() + px * scale, at.y() + py * scale));
    }
    return out;
  }
}
