package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** What becomes of transparency where a filter is for colours. */
final class Alpha {
  private Alpha() {}

  /**
   * Filters the colours and leaves the transparency as it is.
   *
   * @param work gives a new raster of its input's space and size, or its input
   */
  static Raster kept(Raster in, UnaryOperator<Raster> work) {
    if (in.space() != ColorSpace.BGRA) {
      return work.apply(in);
    }
    try (Raster bgr = Raster.make(ColorSpace.BGR, out -> toBgr(in.mat(), out));
        Raster done = work.apply(bgr)) {
      return Raster.make(ColorSpace.BGRA, out -> join(done.mat(), in.mat(), out));
    }
  }

  /** Another owner of the picture without transparency: clear parts are blended over white. */
  static Raster solid(Raster in) {
    return in.space() == ColorSpace.BGRA ? in.to(ColorSpace.BGR) : in.share();
  }

  /** Another owner of the picture as gray where it is gray, else as BGR; solid. */
  static Raster grayOrBgr(Raster in) {
    return in.space() == ColorSpace.GRAY ? in.share() : in.to(ColorSpace.BGR);
  }

  private static void toBgr(Mat bgra, Mat out) {
    opencv_imgproc.cvtColor(bgra, out, opencv_imgproc.COLOR_BGRA2BGR);
  }

  private static void join(Mat bgr, Mat bgra, Mat out) {
    opencv_imgproc.cvtColor(bgr, out, opencv_imgproc.COLOR_BGR2BGRA);
    try (Mat alpha = new Mat()) {
      opencv_core.extractChannel(bgra, alpha, 3);
      opencv_core.insertChannel(alpha, out, 3);
    }
  }
}
