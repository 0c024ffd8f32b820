package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Sharpens by what a blur takes away; see {@link Op}. */
@Op(
    name = "unsharp",
    does = "Sharpens by adding what a Gaussian blur takes away.",
    example = "unsharp amount=2 sigma=3",
    source = "Unsharp masking; OpenCV GaussianBlur and addWeighted",
    notes =
        "value + amount · (value - blurred), where the two differ by more than the threshold."
            + " Transparency is left as it is.")
public record Unsharp(
    @Param(does = "how much; 0 changes nothing", byDefault = "1", attempt = "3", min = 0, max = 20)
        double amount,
    @Param(
            does = "standard deviation of the blur: the size of the details that are made stronger",
            unit = "px",
            byDefault = "2",
            attempt = "5",
            min = 0.1,
            max = 100)
        double sigma,
    @Param(
            does = "smaller differences are left alone, so that noise does not grow",
            byDefault = "0",
            attempt = "8",
            min = 0,
            max = 255)
        int threshold)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Alpha.kept(in, this::sharpen);
  }

  private Raster sharpen(Raster in) {
    return Raster.make(
        in.space(),
        out -> {
          try (Mat blurred = new Mat();
              Size bySigma = new Size(0, 0)) {
            opencv_imgproc.GaussianBlur(in.mat(), blurred, bySigma, sigma);
            opencv_core.addWeighted(in.mat(), 1 + amount, blurred, -amount, 0, out);
            if (threshold > 0) {
              keepSmall(in.mat(), blurred, out);
            }
          }
        });
  }

  /** Puts the old values back where the blur changed them by no more than the threshold. */
  private void keepSmall(Mat in, Mat blurred, Mat out) {
    try (Mat small = new Mat();
        Mat planes = in.reshape(1);
        Mat outPlanes = out.reshape(1)) {
      opencv_core.absdiff(in, blurred, blurred);
      try (Mat difference = blurred.reshape(1)) {
        opencv_imgproc.threshold(
            difference, small, threshold, 255, opencv_imgproc.THRESH_BINARY_INV);
      }
      planes.copyTo(outPlanes, small);
    }
  }
}
