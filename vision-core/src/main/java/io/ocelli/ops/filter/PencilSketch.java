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
import org.bytedeco.opencv.opencv_core.Size;

/** Makes a drawing; see {@link Op}. */
@Op(
    name = "pencil-sketch",
    does = "Makes a drawing with a pencil: dark where the picture is darker than around.",
    example = "pencil-sketch style=color",
    source = "Colour dodge of the picture and its blurred negative",
    notes =
        "255 · (value + 1) / (blurred value + 1), at most 255. The gray style gives one channel;"
            + " the colour style keeps colour and, where there is one, transparency.")
public record PencilSketch(
    @Param(does = "gray pencil or coloured ones", byDefault = "gray", attempt = "color")
        Style style,
    @Param(
            does = "standard deviation of the blur: larger gives broader strokes",
            unit = "px",
            byDefault = "10",
            attempt = "3",
            min = 0.3,
            max = 200)
        double sigma)
    implements Transform {
  /** Which pencils. */
  public enum Style {
    /** One. */
    GRAY,
    /** Coloured ones. */
    COLOR
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (style == Style.GRAY || in.space() == ColorSpace.GRAY) {
      try (Raster gray = in.to(ColorSpace.GRAY)) {
        return Raster.make(ColorSpace.GRAY, out -> dodge(gray.mat(), out));
      }
    }
    if (in.space() == ColorSpace.BGRA) {
      return Alpha.kept(in, this::colour);
    }
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      return colour(bgr);
    }
  }

  /** Lightness becomes the drawing, colour stays. */
  private Raster colour(Raster bgr) {
    try (Raster luma = bgr.to(ColorSpace.YCRCB);
        Mat light = new Mat();
        Mat drawn = new Mat();
        Raster joined =
            Raster.make(
                ColorSpace.YCRCB,
                out -> {
                  opencv_core.extractChannel(luma.mat(), light, 0);
                  dodge(light, drawn);
                  luma.mat().copyTo(out);
                  opencv_core.insertChannel(drawn, out, 0);
                })) {
      return joined.to(ColorSpace.BGR);
    }
  }

  /** One is added to both, so that flat black is paper too. */
  private void dodge(Mat gray, Mat out) {
    try (Mat blurred = new Mat();
        Mat raised = new Mat();
        Size bySigma = new Size(0, 0)) {
      opencv_imgproc.GaussianBlur(gray, blurred, bySigma, sigma);
      gray.convertTo(raised, -1, 1, 1);
      blurred.convertTo(blurred, -1, 1, 1);
      opencv_core.divide(raised, blurred, out, 255, -1);
    }
  }
}
