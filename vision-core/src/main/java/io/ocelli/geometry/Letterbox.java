package io.ocelli.geometry;

/**
 * How a picture lies inside a larger frame: scaled with its shape kept, the rest of the frame is
 * filled. Maps coordinates of the frame back to the picture.
 *
 * @param sourceWidth width of the picture in pixels
 * @param sourceHeight height of the picture in pixels
 * @param left where the scaled picture begins in the frame, in pixels
 * @param top where the scaled picture begins in the frame, in pixels
 * @param width width of the scaled picture, at least 1
 * @param height height of the scaled picture, at least 1
 */
public record Letterbox(
    int sourceWidth, int sourceHeight, int left, int top, int width, int height) {

  /**
   * Fits a picture into a frame: the scale is {@code min(frameWidth / sourceWidth, frameHeight /
   * sourceHeight)}, the sides are rounded and at least 1; an odd rest is one pixel more at the
   * right and the bottom.
   *
   * @param centred whether the picture lies in the middle, or at the top left
   */
  public static Letterbox fit(
      int sourceWidth, int sourceHeight, int frameWidth, int frameHeight, boolean centred) {
    double scale = Math.min(frameWidth / (double) sourceWidth, frameHeight / (double) sourceHeight);
    int width = (int) Math.min(frameWidth, Math.max(1, Math.round(sourceWidth * scale)));
    int height = (int) Math.min(frameHeight, Math.max(1, Math.round(sourceHeight * scale)));
    int left = centred ? (frameWidth - width) / 2 : 0;
    int top = centred ? (frameHeight - height) / 2 : 0;
    return new Letterbox(sourceWidth, sourceHeight, left, top, width, height);
  }

  /** The picture's x for an x of the frame; not clipped. */
  public double sourceX(double frameX) {
    return (frameX - left) * sourceWidth / width;
  }

  /** The picture's y for a y of the frame; not clipped. */
  public double sourceY(double frameY) {
    return (frameY - top) * sourceHeight / height;
  }
}
