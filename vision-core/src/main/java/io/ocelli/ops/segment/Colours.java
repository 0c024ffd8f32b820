package io.ocelli.ops.segment;

import io.ocelli.image.Rgb;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
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
    // Four rows of doubles is the only form in which OpenCV takes a whole colour from a matrix.
    try (Mat value = new Mat(4, 1, opencv_core.CV_64FC1)) {
      value
          .<DoubleBuffer>createBuffer()
          .put(new double[] {colour.blue(), colour.green(), colour.red(), 255});
      bgr.setTo(value, mask);
    }
  }
}
