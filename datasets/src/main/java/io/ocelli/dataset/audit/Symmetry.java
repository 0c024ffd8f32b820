package io.ocelli.dataset.audit;

import io.ocelli.geometry.Box;

/**
 * The eight ways to lay a square on itself, in the order of the EXIF orientations 1 to 8: each
 * turns a stored picture of that orientation upright.
 */
public enum Symmetry {
  /** As it is. */
  IDENTITY(false, false, false),
  /** Left and right exchanged. */
  MIRRORED(false, true, false),
  /** By 180 degrees. */
  HALF_TURN(false, true, true),
  /** Top and bottom exchanged. */
  FLIPPED(false, false, true),
  /** Rows become columns. */
  TRANSPOSED(true, false, false),
  /** By 90 degrees clockwise. */
  QUARTER_TURN(true, false, true),
  /** Transposed and turned by 180 degrees. */
  TRANSVERSED(true, true, true),
  /** By 90 degrees counterclockwise. */
  QUARTER_TURN_BACK(true, true, false);

  private final boolean swapsSides;
  private final boolean fromRight;
  private final boolean fromBelow;

  Symmetry(boolean swapsSides, boolean fromRight, boolean fromBelow) {
    this.swapsSides = swapsSides;
    this.fromRight = fromRight;
    this.fromBelow = fromBelow;
  }

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return swapsSides;
  }

  /** What undoes it. */
  Symmetry inverse() {
    return switch (this) {
      case QUARTER_TURN -> QUARTER_TURN_BACK;
      case QUARTER_TURN_BACK -> QUARTER_TURN;
      default -> this;
    };
  }

  /**
   * Where the pixel (x, y) of the turned picture comes from.
   *
   * @param width of the picture before it is turned
   * @param height of the picture before it is turned
   * @return index {@code y * width + x} in the picture before
   */
  int source(int x, int y, int width, int height) {
    int column = swapsSides ? y : x;
    int row = swapsSides ? x : y;
    return (fromBelow ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
  }

  /** Where a box is after the turn; width and height of the picture are 1. */
  Box of(Box box) {
    float left = fromRight ? 1 - box.x2() : box.x1();
    float right = fromRight ? 1 - box.x1() : box.x2();
    float top = fromBelow ? 1 - box.y2() : box.y1();
    float bottom = fromBelow ? 1 - box.y1() : box.y2();
    return swapsSides ? new Box(top, left, bottom, right) : new Box(left, top, right, bottom);
  }

  /** A square of {@code side * side} numbers, turned. */
  float[] of(float[] square, int side) {
    float[] turned = new float[square.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        turned[y * side + x] = square[source(x, y, side, side)];
      }
    }
    return turned;
  }
}
