package io.ocelli.augment;

import org.jspecify.annotations.Nullable;

/**
 * A drawn change of place. Places are counted as for a {@link io.ocelli.geometry.Box}: 0 is the
 * left edge of the first pixel.
 */
public sealed interface Motion permits Symmetry, Window, Planar, Resample, Field {
  /** The width of the result for a picture of this size. */
  int outWidth(int width, int height);

  /** The height of the result for a picture of this size. */
  int outHeight(int width, int height);

  /** Whether upright boxes stay upright boxes. */
  boolean keepsBoxes();

  /**
   * Moves places.
   *
   * @param xy {@code x0, y0, x1, y1, …}; changed
   * @param width of the picture that is moved
   * @param height of the picture that is moved
   */
  void map(double[] xy, int width, int height);

  /**
   * Moves pixels.
   *
   * @param labels whether the values are class numbers, so that none may be invented between them
   */
  void draw(MatPair pair, boolean labels);

  /** The same with nothing beyond the picture, where a picture may be mirrored or repeated. */
  default Motion bounded() {
    return this;
  }

  /**
   * This and then another as one, where that gives the same picture or a better one: pixels are
   * interpolated once instead of twice.
   *
   * @param width of the picture before this
   * @param height of the picture before this
   * @return null if it is not possible
   */
  static @Nullable Motion joined(Motion first, Motion second, int width, int height) {
    if (first instanceof Symmetry one && second instanceof Symmetry two) {
      return one.then(two);
    }
    int midWidth = first.outWidth(width, height);
    int midHeight = first.outHeight(width, height);
    if (first instanceof Planar one && second instanceof Planar two) {
      return one.edges().equals(two.edges()) && one.keepsSize(width, height) && one.isAffine()
          ? one.then(two)
          : null;
    }
    if (first instanceof Planar one && second instanceof Symmetry two) {
      return one.then(two.planar(midWidth, midHeight, one.edges()));
    }
    if (first instanceof Symmetry one && second instanceof Planar two) {
      return one.planar(width, height, two.edges()).then(two);
    }
    return null;
  }
}
