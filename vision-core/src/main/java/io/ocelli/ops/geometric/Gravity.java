package io.ocelli.ops.geometric;

/** Where something smaller lies in something larger. */
public enum Gravity {
  /** In the upper left corner. */
  TOP_LEFT(0, 0),
  /** In the middle of the upper edge. */
  TOP(1, 0),
  /** In the upper right corner. */
  TOP_RIGHT(2, 0),
  /** In the middle of the left edge. */
  LEFT(0, 1),
  /** In the middle. */
  CENTER(1, 1),
  /** In the middle of the right edge. */
  RIGHT(2, 1),
  /** In the lower left corner. */
  BOTTOM_LEFT(0, 2),
  /** In the middle of the lower edge. */
  BOTTOM(1, 2),
  /** In the lower right corner. */
  BOTTOM_RIGHT(2, 2);

  private final int halvesRight;
  private final int halvesDown;

  Gravity(int halvesRight, int halvesDown) {
    this.halvesRight = halvesRight;
    this.halvesDown = halvesDown;
  }

  /** The left edge; an odd rest goes to the right. */
  long left(long outer, long inner) {
    return Math.floorDiv((outer - inner) * halvesRight, 2);
  }

  /** The top edge; an odd rest goes to the bottom. */
  long top(long outer, long inner) {
    return Math.floorDiv((outer - inner) * halvesDown, 2);
  }
}
