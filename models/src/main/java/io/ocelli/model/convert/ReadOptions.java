package io.ocelli.model.convert;

/**
 * How a model is read.
 *
 * @param height of the pictures the net will take; 0 for the file's own
 * @param width of the pictures; 0 for the file's own
 * @param output name of the value that is the answer; "" for the file's first output
 */
public record ReadOptions(int height, int width, String output) {
  /** As the file says. */
  public static final ReadOptions DEFAULT = new ReadOptions(0, 0, "");

  /** Checks the sizes. */
  public ReadOptions {
    if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
      throw new IllegalArgumentException("pictures of " + width + "x" + height);
    }
  }

  /** For pictures of this size. */
  public static ReadOptions size(int height, int width) {
    return new ReadOptions(height, width, "");
  }
}
