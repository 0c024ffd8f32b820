package io.ocelli.image;

/**
 * What the header of a picture says, without decoding it.
 *
 * @param format the format of the content
 * @param width stored width in pixels, before orientation
 * @param height stored height in pixels, before orientation
 * @param orientation EXIF orientation, 1 (upright) to 8
 * @param channels stored samples a pixel, alpha included; 1 for a palette without alpha
 * @param bitDepth bits a sample
 * @param alpha whether parts may be transparent
 */
public record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    int orientation,
    int channels,
    int bitDepth,
    boolean alpha) {

  /**
   * Reads the header of an encoded picture.
   *
   * @param bytes the whole file, or at least its header
   * @param name what messages call the picture, usually its path
   * @throws UnreadableImageException if it is empty, no picture, or its header is broken
   */
  public static ImageHeader of(byte[] bytes, String name) {
    return Structure.of(new Source(bytes, name)).header();
  }

  /** Width of the upright picture in pixels. */
  public int uprightWidth() {
    return orientation >= 5 ? height : width;
  }

  /** Height of the upright picture in pixels. */
  public int uprightHeight() {
    return orientation >= 5 ? width : height;
  }

  /** Stored width times height. */
  public long pixels() {
    return (long) width * height;
  }
}
