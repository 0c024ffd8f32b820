package io.ocelli.geometry;

/**
 * An upright box in pixels of the upright picture; {@code x2} and {@code y2} are exclusive, so a
 * box around a single pixel at (3, 4) is (3, 4, 4, 5).
 *
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, exclusive
 * @param y2 bottom edge, exclusive
 */
public record Box(float x1, float y1, float x2, float y2) {
  /** A box from its top left corner and its size. */
  public static Box ofXywh(float x, float y, float width, float height) {
    return new Box(x, y, x + width, y + height);
  }

  /** Width in pixels; negative when the edges are swapped. */
  public float width() {
    return x2 - x1;
  }

  /** Height in pixels; negative when the edges are swapped. */
  public float height() {
    return y2 - y1;
  }

  /** The middle of the box, as a distance from the picture's top left corner. */
  public Point center() {
    return new Point((x1 + x2) / 2.0, (y1 + y2) / 2.0);
  }

  /**
   * What both boxes cover as a share of what either covers (intersection over union), 0 to 1; 0
   * where neither has an area.
   */
  public double iou(Box other) {
    double across = Math.min(x2, other.x2) - (double) Math.max(x1, other.x1);
    double down = Math.min(y2, other.y2) - (double) Math.max(y1, other.y1);
    if (across <= 0 || down <= 0) {
      return 0;
    }
    double shared = across * down;
    double own = (double) width() * height();
    return shared / (own + (double) other.width() * other.height() - shared);
  }

  /** The same box cut to a picture of the given size. */
  public Box clip(int pictureWidth, int pictureHeight) {
    return new Box(
        Math.min(Math.max(x1, 0), pictureWidth),
        Math.min(Math.max(y1, 0), pictureHeight),
        Math.min(Math.max(x2, 0), pictureWidth),
        Math.min(Math.max(y2, 0), pictureHeight));
  }
}
