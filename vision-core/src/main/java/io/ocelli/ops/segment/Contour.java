package io.ocelli.ops.segment;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.ops.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The outline of a thing, or of a hole in one: the line through the centres of its outermost
 * pixels. Lengths and areas are of that line, so a square of 10x10 pixels has an area of 81.
 *
 * @param number from 1, the largest area first, equal ones from top to bottom and left to right
 * @param hole whether it is the edge of a hole
 * @param area what the line encloses, in square pixels
 * @param perimeter length of the line in pixels; a line of steps is longer than the edge it follows
 * @param centroid the middle of the area
 * @param circularity {@code 4π · area / perimeter²}: 1 for a perfect circle, 0.85 to 0.92 for one
 *     made of pixels, 0.785 for a square
 * @param hullArea area of the convex hull
 * @param solidity {@code area / hullArea}: 1 for a convex thing
 * @param box bounds of its pixels
 * @param rotatedBox the smallest turned box around the line
 * @param ellipse the ellipse that fits the line best; absent where it has fewer than five points
 * @param polygon corners of a polygon that is nowhere further from the line than epsilon
 * @param points the points of the line where it bends; empty unless they are asked for
 */
public record Contour(
    int number,
    boolean hole,
    double area,
    double perimeter,
    Point centroid,
    double circularity,
    double hullArea,
    double solidity,
    Box box,
    RotatedBox rotatedBox,
    Optional<RotatedBox> ellipse,
    List<Point> polygon,
    List<Point> points)
    implements Finding {
  /** Keeps copies of the lists. */
  public Contour {
    polygon = List.copyOf(polygon);
    points = List.copyOf(points);
  }
}
