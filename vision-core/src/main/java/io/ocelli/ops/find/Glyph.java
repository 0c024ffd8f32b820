package io.ocelli.ops.find;

/**
 * A connected patch of ink that may be a character: its upright box in pixels of the picture, edges
 * between pixels.
 */
record Glyph(double x1, double y1, double x2, double y2) {
  /** What is wider, in its height, is several characters that touch. */
  private static final double WIDEST = 1.3;

  double width() {
    return x2 - x1;
  }

  double height() {
    return y2 - y1;
  }

  /** Whether it may be one character; else it is several that touch. */
  boolean single() {
    return width() <= WIDEST * height();
  }

  double x() {
    return (x1 + x2) / 2;
  }

  double y() {
    return (y1 + y2) / 2;
  }
}
