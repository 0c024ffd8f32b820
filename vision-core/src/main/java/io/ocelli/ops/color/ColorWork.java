package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What operations on tone and colour work on: gray or BGR values. Opacity is put aside and put
 * back; a picture in another space becomes BGR first and stays so.
 */
@FunctionalInterface
interface ColorWork {
  /** Fills the empty matrix {@code out} from {@code in}, which has one channel or three. */
  void on(Mat in, Mat out);

  /** Does the work on a raster, whatever its space. */
  static Raster apply(Raster in, ColorWork work) {
    return switch (in.space()) {
      case GRAY, BGR -> Raster.make(in.space(), out -> work.on(in.mat(), out));
      case BGRA -> Raster.make(ColorSpace.BGRA, out -> withOpacityAside(in.mat(), out, work));
      case HSV, LAB, YCRCB, CMYK -> {
        try (Raster bgr = in.to(ColorSpace.BGR)) {
          yield apply(bgr, work);
        }
      }
    };
  }

  private static void withOpacityAside(Mat in, Mat out, ColorWork work) {
    try (Mat bgr = new Mat();
        Mat worked = new Mat();
        Mat alpha = new Mat()) {
      cvtColor(in, bgr, COLOR_BGRA2BGR);
      work.on(bgr, worked);
      cvtColor(worked, out, COLOR_BGR2BGRA);
      extractChannel(in, alpha, 3);
      insertChannel(alpha, out, 3);
    }
  }
}
