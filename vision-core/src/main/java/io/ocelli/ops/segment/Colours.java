package io.ocelli.ops.segment;

import io.ocelli.image.Rgb;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Colours as OpenCV takes them. */
final class Colours {
  private Colours() {}

  /** For the caller to close. */
  static Scalar bgr(Rgb colour) {
    return new Scalar(colour.blue(), colour.green(), colour.red(), 255);
  }

  /** Colours the pixels of a BGR matrix where a mask is not 0. */
  static void paint(Mat bgr, Mat mask, Rgb colour) {
    try (Scalar scalar = bgr(colour);
        Mat value = new Mat(1, 1, org.bytedeco.opencv.global.opencv_core.CV_64FC4, scalar)) {
      bgr.setTo(value, mask);
    }
  }
}
