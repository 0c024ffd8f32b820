package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;

/** The ranges of what is drawn. */
final class Check {
  private Check() {}

  static void fraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " is 0 to 1, got " + value);
    }
  }

  static void notNegative(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is 0 or more, got " + value);
    }
  }

  static void finite(Point point) {
    if (!Double.isFinite(point.x()) || !Double.isFinite(point.y())) {
      throw new IllegalArgumentException("a point's coordinates are numbers, got " + point);
    }
  }

  static void finite(Box box) {
    if (!Float.isFinite(box.x1() + box.y1()) || !Float.isFinite(box.x2() + box.y2())) {
      throw new IllegalArgumentException("a box's edges are numbers, got " + box);
    }
  }
}
