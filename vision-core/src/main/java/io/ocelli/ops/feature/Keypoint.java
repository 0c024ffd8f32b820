package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.Comparator;

/**
 * A place that can be found again in another picture of the same thing.
 *
 * @param at where it is
 * @param size diameter of its neighbourhood in pixels
 * @param angle its direction in degrees, clockwise as seen, 0 to 360; -1 where it has none
 * @param response how strong it is, in the method's own scale
 */
public record Keypoint(Point at, double size, double angle, double response) implements Finding {
  /** Strongest first, then top to bottom, left to right, and by size and angle. */
  static final Comparator<Keypoint> ORDER =
      Comparator.comparingDouble((Keypoint p) -> -p.response())
          .thenComparingDouble(p -> p.at().y())
          .thenComparingDouble(p -> p.at().x())
          .thenComparingDouble(Keypoint::size)
          .thenComparingDouble(Keypoint::angle);
}
