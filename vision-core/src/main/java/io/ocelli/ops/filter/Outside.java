package io.ocelli.ops.filter;

import io.ocelli.ops.Border;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** What filters see outside of a picture: OpenCV's filters know every {@link Border} but wrap. */
final class Outside {
  /** A filter of OpenCV that takes the number of a border. */
  interface Filter {
    void run(Mat in, Mat out, int border);
  }

  private Outside() {}

  /**
   * Runs a filter under a border.
   *
   * @param reachX how many pixels to the left and right of a pixel its result depends on
   * @param reachY the same up and down
   */
  static void run(Mat in, Mat out, Border border, int reachX, int reachY, Filter filter) {
    if (border != Border.WRAP) {
      filter.run(in, out, border.code());
      return;
    }
    try (Mat padded = padded(in, reachY, reachY, reachX, reachX, border);
        Mat filtered = new Mat();
        Rect inside = new Rect(reachX, reachY, in.cols(), in.rows())) {
      filter.run(padded, filtered, opencv_core.BORDER_REPLICATE);
      try (Mat cut = new Mat(filtered, inside)) {
        cut.copyTo(out);
      }
    }
  }

  /** A larger picture; what is outside of it under a constant border is 0 in every channel. */
  static Mat padded(Mat in, int top, int bottom, int left, int right, Border border) {
    Mat padded = new Mat();
    try (Scalar zero = new Scalar(0)) {
      opencv_core.copyMakeBorder(in, padded, top, bottom, left, right, border.code(), zero);
      return padded;
    } catch (RuntimeException | Error e) {
      padded.close();
      throw e;
    }
  }
}
