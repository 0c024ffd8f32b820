package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Makes a cartoon; see {@link Op}. */
@Op(
    name = "cartoon",
    does = "Makes a cartoon: smooth surfaces with dark outlines.",
    example = "cartoon smooth=4",
    source = "Bilateral filter and adaptive threshold, as in many courses",
    notes = "Transparency is left as it is; HSV, Lab, YCrCb and CMYK become BGR.")
public record Cartoon(
    @Param(
            does = "how often surfaces are smoothed",
            byDefault = "2",
            attempt = "5",
            min = 1,
            max = 20)
        int smooth,
    @Param(
            does = "side of the neighbourhood that outlines are told by: larger gives wider ones",
            unit = "px",
            byDefault = "9",
            attempt = "15",
            min = 3,
            max = 99,
            odd = true)
        int outline,
    @Param(
            does = "how much darker than its neighbourhood an outline is: larger gives fewer",
            byDefault = "4",
            attempt = "8",
            min = 0,
            max = 255)
        double contrast)
    implements Transform {
  private static final int DIAMETER = 9;
  private static final double SIGMA_COLOR = 40;
  private static final double SIGMA_SPACE = 7;
  private static final int MEDIAN = 5;

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.BGRA) {
      return Alpha.kept(in, this::draw);
    }
    try (Raster plain = Alpha.grayOrBgr(in)) {
      return draw(plain);
    }
  }

  private Raster draw(Raster in) {
    return Raster.make(
        in.space(),
        out -> {
          smooth(in.mat(), out);
          try (Mat lines = lines(in);
              Scalar nothing = new Scalar(0);
              Mat black = new Mat(1, 1, opencv_core.CV_64FC1, nothing)) {
            out.setTo(black, lines);
          }
        });
  }

  private void smooth(Mat in, Mat out) {
    opencv_imgproc.bilateralFilter(in, out, DIAMETER, SIGMA_COLOR, SIGMA_SPACE);
    for (int i = 1; i < smooth; i++) {
      try (Mat last = new Mat(out)) {
        out.release();
        opencv_imgproc.bilateralFilter(last, out, DIAMETER, SIGMA_COLOR, SIGMA_SPACE);
      }
    }
  }

  /** 255 where an outline is drawn. */
  private Mat lines(Raster in) {
    Mat lines = new Mat();
    try (Raster gray = in.to(ColorSpace.GRAY);
        Mat calm = new Mat()) {
      opencv_imgproc.medianBlur(gray.mat(), calm, MEDIAN);
      opencv_imgproc.adaptiveThreshold(
          calm,
          lines,
          255,
          opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
          opencv_imgproc.THRESH_BINARY_INV,
          outline,
          contrast);
      return lines;
    } catch (RuntimeException | Error e) {
      lines.close();
      throw e;
    }
  }
}
