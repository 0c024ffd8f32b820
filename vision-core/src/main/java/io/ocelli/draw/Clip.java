package io.ocelli.draw;

import io.ocelli.geometry.Point;

/** Cuts segments to a rectangle (Liang and Barsky, 1984). */
final class Clip {
  private static final Point[] NOTHING = {};

  private Clip() {}

  /** The part of a segment inside the rectangle: its two ends, or an empty array. */
  static Point[] segment(
      Point from, Point to, double left, double top, double right, double bottom) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double[] speed = {-dx, dx, -dy, dy};
    double[] room = {from.x() - left, right - from.x(), from.y() - top, bottom - from.y()};
    double begin = 0;
    double end = 1;
    for (int i = 0; i < 4; i++) {
      if (speed[i] == 0) {
        if (room[i] < 0) {
          return NOTHING;
        }
      } else if (speed[i] < 0) {
        begin = Math.max(begin, room[i] / speed[i]);
      } else {
        end = Math.min(end, room[i] / speed[i]);
      }
    }
    if (begin > end) {
      return NOTHING;
    }
    return new Point[] {
      new Point(from.x() + begin * dx, from.y() + begin * dy),
      new Point(from.x() + end * dx, from.y() + end * dy)
    };
  }
}
