package io.ocelli.annotation;

import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed outline of three corners or more, in pixels of the upright picture. As for a {@link
 * Box}, 0 is the left (top) edge of the first pixel and the picture's width the right edge of its
 * last. Immutable.
 */
public final class Polygon {
  private final double[] xy;

  /**
   * An outline from its corners.
   *
   * @param xy {@code x0, y0, x1, y1, …}; copied
   * @throws IllegalArgumentException if there are fewer than three corners, a number is missing, or
   *     one is not finite
   */
  public Polygon(double... xy) {
    if (xy.length < 6 || xy.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a polygon needs three corners or more, x and y of each; got " + xy.length + " numbers");
    }
    for (double value : xy) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a corner of a polygon is not a number: " + value);
      }
    }
    this.xy = xy.clone();
  }

  /** The outline of a box, clockwise as seen from its top left corner. */
  public static Polygon of(Box box) {
    return new Polygon(
        box.x1(), box.y1(), box.x2(), box.y1(), box.x2(), box.y2(), box.x1(), box.y2());
  }

  /** Number of corners. */
  public int size() {
    return xy.length / 2;
  }

  /** How far to the right a corner is. */
  public double x(int corner) {
    return xy[2 * corner];
  }

  /** How far down a corner is. */
  public double y(int corner) {
    return xy[2 * corner + 1];
  }

  /** {@code x0, y0, x1, y1, …}; a copy. */
  public double[] toArray() {
    return xy.clone();
  }

  /** The polygon with its places multiplied, across and down. */
  public Polygon scaled(double x, double y) {
    double[] places = toArray();
    for (int i = 0; i < places.length; i += 2) {
      places[i] *= x;
      places[i + 1] *= y;
    }
    return new Polygon(places);
  }

  /** The polygon, moved. */
  public Polygon shifted(double x, double y) {
    double[] places = toArray();
    for (int i = 0; i < places.length; i += 2) {
      places[i] += x;
      places[i + 1] += y;
    }
    return new Polygon(places);
  }

  /** The area in square pixels by the shoelace formula; parts wound the other way count against. */
  public double area() {
    double twice = 0;
    for (int i = 0; i < size(); i++) {
      int next = (i + 1) % size();
      twice += x(i) * y(next) - x(next) * y(i);
    }
    return Math.abs(twice) / 2;
  }

  /** The smallest box that holds all corners. */
  public Box bounds() {
    double x1 = Double.POSITIVE_INFINITY;
    double y1 = Double.POSITIVE_INFINITY;
    double x2 = Double.NEGATIVE_INFINITY;
    double y2 = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size(); i++) {
      x1 = Math.min(x1, x(i));
      y1 = Math.min(y1, y(i));
      x2 = Math.max(x2, x(i));
      y2 = Math.max(y2, y(i));
    }
    return new Box((float) x1, (float) y1, (float) x2, (float) y2);
  }

  /**
   * The part inside a box (Sutherland and Hodgman, 1974). Where the box cuts a concave outline into
   * pieces, they stay joined along the box's edge.
   *
   * @return null if nothing with an area is left
   */
  public @Nullable Polygon clip(Box box) {
    if (box.x1() <= bounds().x1()
        && box.y1() <= bounds().y1()
        && box.x2() >= bounds().x2()
        && box.y2() >= bounds().y2()) {
      return this;
    }
    List<double[]> corners = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      corners.add(new double[] {x(i), y(i)});
    }
    corners = keep(corners, 0, 1, box.x1());
    corners = keep(corners, 0, -1, box.x2());
    corners = keep(corners, 1, 1, box.y1());
    corners = keep(corners, 1, -1, box.y2());
    if (corners.size() < 3) {
      return null;
    }
    Polygon left = new Polygon(corners.stream().flatMapToDouble(Arrays::stream).toArray());
    return left.area() > 0 ? left : null;
  }

  /** The part with {@code sign * (coordinate - limit) >= 0}. */
  private static List<double[]> keep(List<double[]> corners, int axis, int sign, double limit) {
    List<double[]> out = new ArrayList<>();
    for (int i = 0; i < corners.size(); i++) {
      double[] from = corners.get(i);
      double[] to = corners.get((i + 1) % corners.size());
      double before = sign * (from[axis] - limit);
      double after = sign * (to[axis] - limit);
      if (before >= 0) {
        out.add(from);
      }
      if (before >= 0 != after >= 0) {
        double part = before / (before - after);
        double[] cut = {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])};
        cut[axis] = limit;
        out.add(cut);
      }
    }
    return out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Polygon that && Arrays.equals(xy, that.xy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xy);
  }

  @Override
  public String toString() {
    return "Polygon" + Arrays.toString(xy);
  }
}
