package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Finds edges one pixel wide; see {@link Op}. */
@Op(
    name = "canny",
    does = "Finds edges one pixel wide: white on black.",
    example = "gaussian-blur size=5 | canny low=50 high=150",
    source = "Canny 1986; OpenCV Canny",
    notes =
        "The result is gray, 0 or 255. Colours are made gray first. Outside of the picture is its"
            + " outermost pixel.")
public record Canny(
    @Param(
            does = "gradients above it go on with an edge that has begun",
            byDefault = "50",
            attempt = "20",
            min = 0,
            max = 100000)
        double low,
    @Param(
            does = "gradients above it begin an edge; at least low",
            byDefault = "150",
            attempt = "250",
            min = 0,
            max = 100000)
        double high,
    @Param(
            does = "side of Sobel's kernel: 3, 5 or 7",
            unit = "px",
            byDefault = "3",
            attempt = "5",
            min = 3,
            max = 7,
            odd = true)
        int aperture,
    @Param(
            does = "measure gradients by √(x² + y²) in place of |x| + |y|: more exact",
            byDefault = "false")
        boolean l2)
    implements Transform {
  /** Checks the order of the thresholds. */
  public Canny {
    if (low > high) {
      throw new IllegalArgumentException(
          "low has to be at most high, got %s and %s".formatted(low, high));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return Raster.make(
          ColorSpace.GRAY, out -> opencv_imgproc.Canny(gray.mat(), out, low, high, aperture, l2));
    }
  }
}
