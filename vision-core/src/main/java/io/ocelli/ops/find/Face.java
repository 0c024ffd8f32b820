package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.ops.Finding;

/**
 * A face.
 *
 * @param box from the brows to the chin, in pixels; square, but for the picture's edges
 * @param view {@code front} or {@code profile}
 * @param score how many windows about the place a cascade accepted on average, at a close look: 10
 *     is barely a face, 50 a clear one
 */
public record Face(Box box, String view, double score) implements Finding {
  /** The same face in a picture that is larger by a factor. */
  Face scaled(double factor, int width, int height) {
    Box larger =
        new Box(
            (float) (box.x1() * factor),
            (float) (box.y1() * factor),
            (float) (box.x2() * factor),
            (float) (box.y2() * factor));
    return new Face(larger.clip(width, height), view, score);
  }
}
