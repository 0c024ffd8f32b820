package io.ocelli.annotation;

/**
 * A marked place on an object, in pixels of the upright picture, counted as for a {@link
 * io.ocelli.geometry.Box}: the middle of the first pixel is (0.5, 0.5).
 *
 * @param x to the right
 * @param y down
 * @param visibility whether it is marked and seen; an unmarked point is at (0, 0) by custom
 */
public record KeyPoint(double x, double y, Visibility visibility) {
  /** As COCO counts: 0, 1, 2. */
  public enum Visibility {
    /** Nobody has marked it. */
    UNMARKED,
    /** Marked, though something hides it. */
    HIDDEN,
    /** Marked and seen. */
    VISIBLE
  }

  /** A point that is seen. */
  public KeyPoint(double x, double y) {
    this(x, y, Visibility.VISIBLE);
  }

  /** Whether somebody has marked it. */
  public boolean isMarked() {
    return visibility != Visibility.UNMARKED;
  }
}
