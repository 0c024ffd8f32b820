package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Tells light from dark by the neighbourhood; see {@link Op}. */
@Op(
    name = "adaptive-threshold",
    does = "Tells light pixels from dark ones by the mean around each, where light is uneven.",
    example = "adaptive-threshold block-size=31 c=8",
    scene = "text",
    source = "OpenCV adaptiveThreshold",
    notes =
        "A pixel is light when it is above the mean less c. The result is gray, 0 or 255; colours"
            + " are made gray first.")
public record AdaptiveThreshold(
    @Param(does = "how the mean is weighted", byDefault = "mean", attempt = "gaussian")
        Method method,
    @Param(
            does = "side of the neighbourhood",
            unit = "px",
            byDefault = "11",
            attempt = "31",
            min = 3,
            max = 999,
            odd = true)
        int blockSize,
    @Param(
            does = "how far below the mean a pixel may be and still be light",
            byDefault = "2",
            attempt = "8",
            min = -255,
            max = 255)
        double c,
    @Param(does = "light pixels to 0 and dark ones to 255", byDefault = "false") boolean inverted)
    implements Transform {
  /** How the mean is weighted. */
  public enum Method {
    /** All pixels of the square alike. */
    MEAN,
    /** The near ones more, as in gaussian-blur. */
    GAUSSIAN
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    int weights =
        method == Method.MEAN
            ? opencv_imgproc.ADAPTIVE_THRESH_MEAN_C
            : opencv_imgproc.ADAPTIVE_THRESH_GAUSSIAN_C;
    int type = inverted ? opencv_imgproc.THRESH_BINARY_INV : opencv_imgproc.THRESH_BINARY;
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return Raster.make(
          ColorSpace.GRAY,
          out ->
              opencv_imgproc.adaptiveThreshold(gray.mat(), out, 255, weights, type, blockSize, c));
    }
  }
}
