package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.List;

/**
 * A page.
 *
 * @param corners its top left, top right, bottom right and bottom left corner as it lies in the
 *     picture: clockwise, beginning with the one nearest to the picture's top left
 * @param center where its diagonals cross, which is the middle of the page itself
 * @param score part of its four sides that is seen as an edge, 0 to 1
 */
public record Document(List<Point> corners, Point center, double score) implements Finding {
  /** Keeps a copy of the corners. */
  public Document {
    corners = List.copyOf(corners);
  }
}
