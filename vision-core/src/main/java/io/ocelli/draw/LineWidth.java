package io.ocelli.draw;

import io.ocelli.image.Image;

/** How wide a line and how large a text has to be to look the same on pictures of any size. */
public final class LineWidth {
  private LineWidth() {}

  /** The line width for a picture, in whole pixels; see {@link #of(int, int)}. */
  public static double of(Image image) {
    return of(image.width(), image.height());
  }

  /**
   * The line width for a picture of this size: 0.3 % of the mean of its sides, rounded, at least 1
   * (the rule of Ultralytics' annotator); 2 for 640x480, 11 for 4000x3000.
   */
  public static double of(int width, int height) {
    return Math.max(1, Math.round((width + height) / 2.0 * 0.003));
  }
}
