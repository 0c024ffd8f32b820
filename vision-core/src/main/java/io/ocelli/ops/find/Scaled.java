package io.ocelli.ops.find;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Brings a matrix to another size. */
final class Scaled {
  private Scaled() {}

  /** A copy scaled by a factor, by area or bicubically; sides are rounded and at least 1. */
  static Mat by(double factor, Mat from) {
    return to(
        Math.max(1, (int) Math.round(from.cols() * factor)),
        Math.max(1, (int) Math.round(from.rows() * factor)),
        from);
  }

  /** A copy of a given size; shares the pixels where it is that already. */
  static Mat to(int width, int height, Mat from) {
    if (width == from.cols() && height == from.rows()) {
      return new Mat(from);
    }
    Mat out = new Mat();
    try (Size size = new Size(width, height)) {
      opencv_imgproc.resize(from, out, size, 0, 0, width < from.cols() ? INTER_AREA : INTER_CUBIC);
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }
}
