package io.ocelli.image;

/**
 * The smallest upright size of a decoded picture that still serves, in pixels.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param both whether both sides have to be reached (the picture covers the size), or one of them
 *     is enough (the picture, scaled into the size, need not be enlarged)
 */
public record MinimumSize(int width, int height, boolean both) {
  /** Checks that both sides are at least 1. */
  public MinimumSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a minimum size needs sides of at least 1, got " + width + "x" + height);
    }
  }

  /** Both sides of the picture have to reach the size: for stretching and cropping. */
  public static MinimumSize covering(int width, int height) {
    return new MinimumSize(width, height, true);
  }

  /** One side of the picture has to reach the size: for fitting it into a box. */
  public static MinimumSize filling(int width, int height) {
    return new MinimumSize(width, height, false);
  }

  /** Whether a picture of this upright size serves. */
  public boolean isMetBy(int imageWidth, int imageHeight) {
    boolean wide = imageWidth >= width;
    boolean high = imageHeight >= height;
    return both ? wide && high : wide || high;
  }
}
