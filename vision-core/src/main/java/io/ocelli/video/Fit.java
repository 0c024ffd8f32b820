package io.ocelli.video;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.image.Image;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** How a picture comes to a size whose sides are in another proportion. */
public enum Fit {
  /** Scaled to fit into it, black beside. */
  PAD,
  /** Scaled to cover it, what is over cut off evenly. */
  CROP,
  /** Scaled to it, out of proportion. */
  STRETCH;

  /**
   * A new picture of that size. Smaller by OpenCV's INTER_AREA, larger by INTER_LINEAR.
   *
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   */
  public Image apply(Image image, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image.copy();
    }
    double x = (double) width / image.width();
    double y = (double) height / image.height();
    double scale = this == PAD ? Math.min(x, y) : Math.max(x, y);
    int w = this == STRETCH ? width : side(image.width(), scale, width);
    int h = this == STRETCH ? height : side(image.height(), scale, height);
    return place(image, w, h, width, height, scale < 1 ? INTER_AREA : INTER_LINEAR);
  }

  private int side(int length, double scale, int bound) {
    int scaled = Math.max(1, (int) Math.round(length * scale));
    return this == PAD ? Math.min(bound, scaled) : Math.max(bound, scaled);
  }

  private static Image place(Image image, int w, int h, int width, int height, int interpolation) {
    Mat out = new Mat(height, width, CV_8UC3);
    try (Size size = new Size(w, h);
        Scalar black = new Scalar(0);
        Mat scaled = new Mat()) {
      resize(image.mat(), scaled, size, 0, 0, interpolation);
      out.put(black);
      int w2 = Math.min(w, width);
      int h2 = Math.min(h, height);
      try (Rect from = new Rect((w - w2) / 2, (h - h2) / 2, w2, h2);
          Rect to = new Rect((width - w2) / 2, (height - h2) / 2, w2, h2);
          Mat part = scaled.apply(from);
          Mat place = out.apply(to)) {
        part.copyTo(place);
      }
      return Image.owning(out);
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }
}
