package io.ocelli.geometry;

import java.util.List;

/**
 * A box that is turned about its centre.
 *
 * @param center its middle
 * @param width length of its first side in pixels
 * @param height length of its second side in pixels
 * @param angle how far the first side is turned from the x axis, in degrees, clockwise as seen
 */
public record RotatedBox(Point center, double width, double height, double angle) {
  /** Its corners, clockwise as seen, beginning with the one that is top left at angle 0. */
  public List<Point> corners() {
    double cos = Math.cos(Math.toRadians(angle));
    double sin = Math.sin(Math.toRadians(angle));
    return List.of(
        corner(-width / 2, -height / 2, cos, sin),
        corner(width / 2, -height / 2, cos, sin),
        corner(width / 2, height / 2, cos, sin),
        corner(-width / 2, height / 2, cos, sin));
  }

  private Point corner(double x, double y, double cos, double sin) {
    return new Point(center.x() + x * cos - y * sin, center.y() + x * sin + y * cos);
  }
}
