package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A number plate.
 *
 * @param box the upright box around it, in pixels
 * @param center its middle, in pixels; whole numbers are the centres of pixels
 * @param corners from the one that is top left when it is read, clockwise; as {@code center}
 * @param angle how far its upper edge is turned, in degrees, clockwise as seen
 * @param score how sure it is: 2.2 is barely a plate, 4 a clear one; 0 where only the cascade saw
 *     it
 * @param text its capitals and digits without spaces; absent where they were not or cannot be read
 * @param confidence how alike the readings of its text are, 0 to 1: it is read six times, prepared
 *     in three ways, and each reading is compared with each; 1 where all are the same text, 0.57 or
 *     less where it is no plate's, 0 where there is no text
 * @param note why there is no text and what to do about it; absent where there is one
 */
public record Plate(
    Box box,
    Point center,
    List<Point> corners,
    double angle,
    double score,
    Optional<String> text,
    double confidence,
    Optional<String> note)
    implements Finding {
  /** Keeps a copy of the list. */
  public Plate {
    corners = List.copyOf(corners);
  }
}
