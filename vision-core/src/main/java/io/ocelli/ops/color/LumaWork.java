package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.image.Raster;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** Work on one channel at a time: on gray as it is, on luma, or on blue, green and red in turn. */
final class LumaWork {
  private LumaWork() {}

  /**
   * Does the work; see {@link ColorWork} for the space of the result.
   *
   * @param work fills its second, empty matrix from the first; both have one channel
   */
  static Raster apply(Raster in, On on, BiConsumer<Mat, Mat> work) {
    return ColorWork.apply(
        in,
        (from, out) -> {
          if (from.channels() == 1) {
            work.accept(from, out);
          } else if (on == On.LUMA) {
            luma(from, out, work);
          } else {
            channels(from, out, work);
          }
        });
  }

  private static void luma(Mat bgr, Mat out, BiConsumer<Mat, Mat> work) {
    try (Mat ycrcb = new Mat();
        Mat luma = new Mat();
        Mat worked = new Mat()) {
      cvtColor(bgr, ycrcb, COLOR_BGR2YCrCb);
      extractChannel(ycrcb, luma, 0);
      work.accept(luma, worked);
      insertChannel(worked, ycrcb, 0);
      cvtColor(ycrcb, out, COLOR_YCrCb2BGR);
    }
  }

  private static void channels(Mat bgr, Mat out, BiConsumer<Mat, Mat> work) {
    try (Mat blue = new Mat();
        Mat green = new Mat();
        Mat red = new Mat();
        MatVector worked = new MatVector(blue, green, red)) {
      for (int c = 0; c < 3; c++) {
        try (Mat channel = new Mat();
            Mat result = worked.get(c)) {
          extractChannel(bgr, channel, c);
          work.accept(channel, result);
        }
      }
      merge(worked, out);
    }
  }
}
