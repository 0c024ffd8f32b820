package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.List;

/**
 * A code that was read.
 *
 * @param kind {@code qr}, {@code ean-13}, {@code ean-8}, {@code upc-a}, {@code code-128}, {@code
 *     code-39} or {@code data-matrix}
 * @param text what it says
 * @param corners its corners without the quiet zone, clockwise; of a QR code beginning with the
 *     corner that is top left when it stands upright, of the others with the one that is top left
 *     in the picture
 * @param center where its diagonals cross
 */
public record Code(String kind, String text, List<Point> corners, Point center) implements Finding {
  /** Keeps a copy of the corners. */
  public Code {
    corners = List.copyOf(corners);
  }

  static Code of(String kind, String text, List<Point> corners) {
    return new Code(kind, text, corners, Quads.centre(corners));
  }
}
