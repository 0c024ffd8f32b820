package io.ocelli.geometry;

/**
 * A place in a picture, in pixels from its top left: x to the right, y down. Whole numbers are the
 * centres of pixels, as OpenCV counts for features and drawing.
 *
 * @param x pixels to the right
 * @param y pixels down
 */
public record Point(double x, double y) {
  /** The straight distance to another point, in pixels. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
