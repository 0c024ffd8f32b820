package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import java.util.List;

/** Geometry of figures with four corners. */
final class Quads {
  private Quads() {}

  /** Whether a figure turns the same way at each corner, and has an area. */
  static boolean isConvex(List<Point> corners) {
    int size = corners.size();
    double first = 0;
    for (int i = 0; i < size; i++) {
      double turn = cross(corners.get(i), corners.get((i + 1) % size), corners.get((i + 2) % size));
      if (turn == 0 || turn * first < 0) {
        return false;
      }
      first = turn;
    }
    return size > 2;
  }

  /** Twice the area of the triangle, positive when it runs clockwise as seen. */
  static double cross(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }

  /** The area of a figure in square pixels. */
  static double area(List<Point> corners) {
    double twice = 0;
    for (int i = 0; i < corners.size(); i++) {
      Point a = corners.get(i);
      Point b = corners.get((i + 1) % corners.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return Math.abs(twice) / 2;
  }

  /** Where the diagonals of a figure with four corners cross; the centre of a page as it lies. */
  static Point centre(List<Point> corners) {
    Point a = corners.get(0);
    Point b = corners.get(1);
    Point c = corners.get(2);
    Point d = corners.get(3);
    double down = (c.x() - a.x()) * (d.y() - b.y()) - (c.y() - a.y()) * (d.x() - b.x());
    if (Math.abs(down) < 1e-12) {
      return new Point((a.x() + b.x() + c.x() + d.x()) / 4, (a.y() + b.y() + c.y() + d.y()) / 4);
    }
    double t = ((b.x() - a.x()) * (d.y() - b.y()) - (b.y() - a.y()) * (d.x() - b.x())) / down;
    return new Point(a.x() + t * (c.x() - a.x()), a.y() + t * (c.y() - a.y()));
  }

  /** The same corners, clockwise as seen, beginning with the one nearest to the top left. */
  static List<Point> fromTopLeft(List<Point> corners) {
    int size = corners.size();
    double turn = 0;
    for (int i = 0; i < size; i++) {
      turn += cross(corners.get(0), corners.get(i), corners.get((i + 1) % size));
    }
    java.util.ArrayList<Point> ordered = new java.util.ArrayList<>(corners);
    if (turn < 0) {
      java.util.Collections.reverse(ordered);
    }
    int first = 0;
    for (int i = 1; i < size; i++) {
      Point a = ordered.get(i);
      Point b = ordered.get(first);
      if (a.x() + a.y() < b.x() + b.y()) {
        first = i;
      }
    }
    java.util.Collections.rotate(ordered, -first);
    return List.copyOf(ordered);
  }

  /** Whether a place lies within a convex figure. */
  static boolean contains(List<Point> corners, Point place) {
    double first = 0;
    for (int i = 0; i < corners.size(); i++) {
      double turn = cross(corners.get(i), corners.get((i + 1) % corners.size()), place);
      if (turn * first < 0) {
        return false;
      }
      first = turn == 0 ? first : turn;
    }
    return true;
  }

  /** Whether two convex figures share more than their borders. */
  static boolean overlap(List<Point> a, List<Point> b) {
    return !apart(a, b) && !apart(b, a);
  }

  /** Whether a side of the first parts it from the second. */
  private static boolean apart(List<Point> a, List<Point> b) {
    for (int i = 0; i < a.size(); i++) {
      Point from = a.get(i);
      Point to = a.get((i + 1) % a.size());
      double own = cross(from, to, a.get((i + 2) % a.size()));
      if (b.stream().allMatch(p -> cross(from, to, p) * own <= 0)) {
        return true;
      }
    }
    return false;
  }
}
