package io.ocelli.dataset.synthetic;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * The blade of a leaf (or of one leaflet) on the picture. A place on it is given by {@code along},
 * 0 at the stalk to 1 at the tip, and {@code across}, -1 and 1 at the margins; the midrib is bent,
 * one half may be turned away from the viewer.
 */
final class LeafShape {
  /** The outlines; half width of the blade as {@code c * along^p * (1 - along)^q}. */
  enum Species {
    OVATE(0.55, 0.95, 0.30, 0, 0),
    ELLIPTIC(0.6, 0.65, 0.24, 0, 0),
    LANCEOLATE(0.7, 0.9, 0.14, 0, 0),
    HEART(0.28, 0.95, 0.38, 0, 0),
    SERRATE(0.5, 0.85, 0.28, 0.06, 0),
    LOBED(0.5, 0.7, 0.38, 0, 0.2);

    final double p;
    final double q;
    final double width;
    final double teeth;
    final double lobes;

    Species(double p, double q, double width, double teeth, double lobes) {
      this.p = p;
      this.q = q;
      this.width = width;
      this.teeth = teeth;
      this.lobes = lobes;
    }
  }

  private static final int STEPS = 48;

  final Species species;
  final double length;
  final int lobeCount;
  private final double[] x = new double[STEPS + 1];
  private final double[] y = new double[STEPS + 1];
  private final double[] direction = new double[STEPS + 1];
  private final double width;
  private final double left;
  private final double right;
  private final double toothCount;
  private final double ripple;
  private final double ripplePhase;
  private final double peak;

  /**
   * @param baseX where the blade begins, in pixels
   * @param angle of the middle of the midrib, in radians
   * @param length of the midrib in pixels
   * @param ripple how wavy the margin is, 0 to 0.2
   */
  LeafShape(
      Species species,
      double baseX,
      double baseY,
      double angle,
      double length,
      double ripple,
      Dice dice) {
    this.species = species;
    this.length = length;
    this.ripple = ripple;
    ripplePhase = dice.in(0, 7);
    width = species.width * dice.in(0.75, 1.25);
    double turned = dice.chance(0.4) ? dice.in(0.35, 0.9) : 1;
    boolean which = dice.chance(0.5);
    left = which ? turned : 1;
    right = which ? 1 : turned;
    toothCount = dice.between(12, 22);
    lobeCount = dice.between(3, 5);
    double at = species.p / (species.p + species.q);
    peak = Math.pow(at, species.p) * Math.pow(1 - at, species.q);
    double bend = dice.bell() * 1.3;
    double px = baseX;
    double py = baseY;
    for (int i = 0; i <= STEPS; i++) {
      direction[i] = angle + bend * (i / (double) STEPS - 0.5);
      x[i] = px;
      y[i] = py;
      px += Math.cos(direction[i]) * length / STEPS;
      py += Math.sin(direction[i]) * length / STEPS;
    }
  }

  /** Half the width of the blade in pixels. */
  double halfWidth(double along) {
    double u = Math.max(0, Math.min(1, along));
    double w = Math.pow(u, species.p) * Math.pow(1 - u, species.q) / peak;
    if (species.lobes > 0) {
      double wave = Math.cos(2 * Math.PI * (lobeCount * Math.pow(u, 0.8) - 0.55));
      w *= 1 - species.lobes + species.lobes * wave;
    }
    if (species.teeth > 0) {
      double tooth = u * toothCount - Math.floor(u * toothCount);
      w *= 1 + species.teeth * (1 - 2 * tooth);
    }
    w *= 1 + ripple * Math.sin(u * 23 + ripplePhase) * Math.sin(u * 9 + 2 * ripplePhase);
    return Math.max(0, w) * width * length;
  }

  Point2D.Double at(double along, double across) {
    double u = Math.max(0, Math.min(1, along)) * STEPS;
    int i = Math.min(STEPS - 1, (int) u);
    double f = u - i;
    double side = across * halfWidth(along) * (across < 0 ? left : right);
    double d = direction[i] + f * (direction[i + 1] - direction[i]);
    return new Point2D.Double(
        x[i] + f * (x[i + 1] - x[i]) - Math.sin(d) * side,
        y[i] + f * (y[i + 1] - y[i]) + Math.cos(d) * side);
  }

  /** The outline between two lines along the blade, {@code -1, 1} for all of it. */
  Shape between(double acrossLow, double acrossHigh) {
    int steps = species.teeth > 0 ? (int) (toothCount * 4) : STEPS;
    Path2D.Double path = new Path2D.Double();
    Point2D.Double start = at(0, 0);
    path.moveTo(start.x, start.y);
    for (int i = 0; i <= steps; i++) {
      Point2D.Double point = at(i / (double) steps, acrossHigh);
      path.lineTo(point.x, point.y);
    }
    for (int i = steps; i >= 0; i--) {
      Point2D.Double point = at(i / (double) steps, acrossLow);
      path.lineTo(point.x, point.y);
    }
    path.closePath();
    return path;
  }

  Shape outline() {
    return between(-1, 1);
  }

  /** A line over the blade through places from (along, across) to another. */
  Shape line(double along0, double across0, double along1, double across1, double arch) {
    Path2D.Double path = new Path2D.Double();
    for (int i = 0; i <= 8; i++) {
      double t = i / 8.0;
      Point2D.Double point =
          at(
              along0 + (along1 - along0) * (t + arch * t * (1 - t)),
              across0 + (across1 - across0) * t);
      if (i == 0) {
        path.moveTo(point.x, point.y);
      } else {
        path.lineTo(point.x, point.y);
      }
    }
    return path;
  }
}
