package io.ocelli.image;

import java.awt.image.BufferedImage;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.imgscalr.Scalr;

/** Small copies for people to look at, in reports and on pages; made by imgscalr. */
public final class Thumbnails {
  private static final int QUALITY = 85;

  /** A picture more than twice this many times larger is first brought near to it. */
  private static final int ROOM = 4;

  private Thumbnails() {}

  /**
   * A copy whose longer side has the given length; a smaller picture is not enlarged.
   *
   * @param longerSide in pixels, at least 1
   */
  public static BufferedImage of(Image image, int longerSide) {
    if (longerSide < 1) {
      throw new IllegalArgumentException(
          "a thumbnail needs a side of at least 1, got " + longerSide);
    }
    int longer = Math.max(image.width(), image.height());
    if (longer <= longerSide) {
      return image.toBufferedImage();
    }
    BufferedImage full = shrunk(image, longer / longerSide / ROOM);
    int width = Math.max(1, Math.round(image.width() * (float) longerSide / longer));
    int height = Math.max(1, Math.round(image.height() * (float) longerSide / longer));
    // Not ULTRA_QUALITY: its steps of a seventh never reach a side of less than seven pixels.
    BufferedImage small =
        Scalr.resize(full, Scalr.Method.QUALITY, Scalr.Mode.FIT_EXACT, width, height);
    full.flush();
    return small;
  }

  /** The picture, so many times smaller: the mean of whole pixels, which takes far less time. */
  private static BufferedImage shrunk(Image image, int factor) {
    if (factor < 2 || Math.min(image.width(), image.height()) < factor) {
      return image.toBufferedImage();
    }
    Mat small = new Mat();
    try (Size size = new Size(image.width() / factor, image.height() / factor)) {
      opencv_imgproc.resize(image.mat(), small, size, 0, 0, opencv_imgproc.INTER_AREA);
    } catch (RuntimeException | Error e) {
      small.close();
      throw e;
    }
    try (Image shrunk = Image.owning(small)) {
      return shrunk.toBufferedImage();
    }
  }

  /** As {@link #of}, as the bytes of a JPEG file. */
  public static byte[] jpeg(Image image, int longerSide) {
    try (Image small = Image.of(of(image, longerSide))) {
      return small.encode(ImageFormat.JPEG, QUALITY);
    }
  }
}
