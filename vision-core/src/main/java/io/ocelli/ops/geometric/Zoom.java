package io.ocelli.ops.geometric;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Goes closer or farther away; see {@link Op}. */
@Op(
    name = "zoom",
    does = "Enlarges or shrinks about a point; the picture keeps its size.",
    example = "zoom factor=2",
    source = "OpenCV warpAffine, resize",
    notes =
        "Percent are of the side from edge to edge. Where the picture shrinks, every pixel counts (area), and it lands on whole pixels.")
public record Zoom(
    @Param(
            does = "above 1 goes closer, below 1 farther away",
            byDefault = "1.5",
            attempt = "0.7",
            min = 0.01,
            max = 100)
        double factor,
    @Param(does = "the point that stays", byDefault = "50%", attempt = "25%") Length x,
    @Param(does = "the point that stays", byDefault = "50%", attempt = "75%") Length y,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation,
    @Param(does = "what lies outside of the picture", byDefault = "constant", attempt = "reflect")
        Border border,
    @Param(
            does = "for a constant border; none is black, or clear where there is opacity",
            byDefault = "none",
            attempt = "orange")
        Optional<Rgb> color)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    double stays = clamped(x.of(in.width()), in.width());
    double staysDown = clamped(y.of(in.height()), in.height());
    Outside outside = new Outside(border, color);
    if (factor < 1) {
      return farther(in, stays, staysDown, outside);
    }
    // Edges of the picture are half a pixel outside of the centres of its outermost pixels.
    double px = stays - 0.5;
    double py = staysDown - 0.5;
    return Matrix.about(factor, 0, 0, factor, px, py, px, py)
        .warp(in, Extent.of(in), interpolation, outside, "zoom");
  }

  /** Shrinks by area, because a warp would skip pixels, and puts it where it belongs. */
  private Raster farther(Raster in, double px, double py, Outside outside) {
    Extent small = Extent.rounded(in.width() * factor, in.height() * factor, "zoom", in);
    try (Raster shrunk = Resize.resized(in, small, opencv_imgproc.INTER_AREA)) {
      int left = (int) Math.rint(px * (1 - factor));
      int top = (int) Math.rint(py * (1 - factor));
      left = Math.min(left, in.width() - small.width());
      top = Math.min(top, in.height() - small.height());
      return outside.window(shrunk, -left, -top, Extent.of(in), "zoom");
    }
  }

  private static double clamped(double place, int side) {
    return Math.max(0, Math.min(side, place));
  }
}
