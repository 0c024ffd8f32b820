package io.ocelli.ops.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_16S;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** What is shown of derivatives: lengths and absolute values, kept to 8 bit. */
final class Gradient {
  /** A derivative of a picture in a depth of OpenCV. */
  interface Derivative {
    void run(Mat in, Mat out, int depth, int border);
  }

  private Gradient() {}

  /** {@code √(x² + y²)} of two derivatives, rounded and at most 255. */
  static Raster magnitude(Raster in, Border border, int reach, Derivative inX, Derivative inY) {
    try (Raster solid = Alpha.solid(in)) {
      return Raster.make(
          solid.space(),
          out -> {
            try (Mat x = new Mat();
                Mat y = new Mat()) {
              run(solid, x, CV_32F, border, reach, inX);
              run(solid, y, CV_32F, border, reach, inY);
              opencv_core.magnitude(x, y, x);
              x.convertTo(out, opencv_core.CV_8U);
            }
          });
    }
  }

  /**
   * The absolute value of a derivative, rounded and at most 255.
   *
   * @param small whether the derivative of any 8-bit picture fits into 16 bit
   */
  static Raster absolute(
      Raster in, Border border, int reach, boolean small, Derivative derivative) {
    try (Raster solid = Alpha.solid(in)) {
      return Raster.make(
          solid.space(),
          out -> {
            try (Mat derived = new Mat()) {
              run(solid, derived, small ? CV_16S : CV_32F, border, reach, derivative);
              opencv_core.convertScaleAbs(derived, out);
            }
          });
    }
  }

  private static void run(
      Raster in, Mat out, int depth, Border border, int reach, Derivative derivative) {
    Outside.run(
        in.mat(),
        out,
        border,
        reach,
        reach,
        (from, to, outside) -> derivative.run(from, to, depth, outside));
  }
}
