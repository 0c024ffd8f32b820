package io.ocelli.model.net;

/** Places added around a picture, in pixels. */
public record Padding(int top, int left, int bottom, int right) {
  /** None. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /** The same on all sides. */
  public static Padding all(int pixels) {
    return new Padding(pixels, pixels, pixels, pixels);
  }
}
