package io.ocelli.dataset.synthetic;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Closed smooth outlines that are not quite round. */
final class Blob {
  private Blob() {}

  static Shape round(Point2D.Double center, double radius, double rough, Dice dice) {
    int n = radius < 2 ? 7 : 12;
    double[] radii = new double[n];
    for (int i = 0; i < n; i++) {
      radii[i] = radius * (1 + rough * dice.in(-1, 1));
    }
    return through(center, radii, 1, 0);
  }

  /**
   * The outline through points at equal angles, joined by curves.
   *
   * @param radii distance of each point from the centre
   * @param factor all radii are multiplied with
   */
  static Shape through(Point2D.Double center, double[] radii, double factor, double turn) {
    int n = radii.length;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double angle = turn + 2 * Math.PI * i / n;
      x[i] = center.x + Math.cos(angle) * radii[i] * factor;
      y[i] = center.y + Math.sin(angle) * radii[i] * factor;
    }
    Path2D.Double path = new Path2D.Double();
    path.moveTo((x[n - 1] + x[0]) / 2, (y[n - 1] + y[0]) / 2);
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      path.quadTo(x[i], y[i], (x[i] + x[j]) / 2, (y[i] + y[j]) / 2);
    }
    path.closePath();
    return path;
  }
}
