package io.ocelli.model.net;

/**
 * The shape of one sample: a picture of channels x height x width, or a vector, whose height and
 * width are 0.
 */
public record Shape(int channels, int height, int width) {
  /** A vector of so many features. */
  public static Shape vector(int features) {
    return new Shape(features, 0, 0);
  }

  /**
   * The shape with these sides.
   *
   * @param sides {channels, height, width} or {features}
   */
  public static Shape of(int[] sides) {
    return sides.length == 1 ? vector(sides[0]) : new Shape(sides[0], sides[1], sides[2]);
  }

  /** Whether this is a vector. */
  public boolean isVector() {
    return height == 0;
  }

  /** How many numbers a sample has. */
  public int size() {
    return isVector() ? channels : Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  @Override
  public String toString() {
    return isVector() ? String.valueOf(channels) : channels + "x" + height + "x" + width;
  }
}
