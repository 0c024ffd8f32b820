package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.Comparator;

/**
 * A piece of a straight line.
 *
 * @param from its end that lies further left; the upper one where both are as far left
 * @param to its other end
 * @param length in pixels
 * @param angle from the x axis in degrees, counter-clockwise as seen, above -90 to 90
 */
public record Segment(Point from, Point to, double length, double angle) implements Finding {
  /** Longest first, then top to bottom, then left to right. */
  static final Comparator<Segment> ORDER =
      Comparator.comparingDouble((Segment s) -> -s.length())
          .thenComparingDouble(s -> s.from().y())
          .thenComparingDouble(s -> s.from().x())
          .thenComparingDouble(s -> s.to().y());

  /** The piece between two places, given in any order. */
  public static Segment between(Point a, Point b) {
    boolean turned = b.x() < a.x() || (b.x() == a.x() && b.y() < a.y());
    Point from = turned ? b : a;
    Point to = turned ? a : b;
    double angle = Math.toDegrees(Math.atan2(from.y() - to.y(), to.x() - from.x()));
    return new Segment(from, to, from.distance(to), angle == -90 ? 90 : angle);
  }
}
