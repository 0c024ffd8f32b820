package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Turns the picture; see {@link Op}. */
@Op(
    name = "rotate",
    does = "Turns the picture about its centre by any angle.",
    example = "rotate angle=20",
    source = "OpenCV rotate, warpAffine",
    notes =
        "By multiples of 90 degrees no value changes; where the picture keeps its size it may then lie half a pixel off the middle. The grown size is rounded up.")
public record Rotate(
    @Param(
            does = "how far; above 0 counter-clockwise",
            unit = "degrees",
            byDefault = "90",
            attempt = "20",
            min = -3600,
            max = 3600)
        double angle,
    @Param(
            does = "whether the result grows to hold all of the picture",
            byDefault = "grow",
            attempt = "keep")
        Bounds size,
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
    double quarters = angle / 90;
    if (quarters == Math.rint(quarters)) {
      return quarter(in, Math.floorMod((long) quarters, 4));
    }
    double cos = Math.cos(Math.toRadians(angle));
    double sin = Math.sin(Math.toRadians(angle));
    Extent out = size.of(in, cos, sin, "rotate");
    return Matrix.aboutCentre(cos, sin, -sin, cos, in, out)
        .warp(in, out, interpolation, outside(), "rotate");
  }

  private Outside outside() {
    return new Outside(border, color);
  }

  private Raster quarter(Raster in, int quarters) {
    if (quarters == 0) {
      return in;
    }
    Raster turned =
        Raster.make(
            in.space(),
            out ->
                rotate(
                    in.mat(),
                    out,
                    quarters == 1
                        ? ROTATE_90_COUNTERCLOCKWISE
                        : quarters == 2 ? ROTATE_180 : ROTATE_90_CLOCKWISE));
    if (size == Bounds.GROW || quarters == 2 || in.width() == in.height()) {
      return turned;
    }
    try (turned) {
      int left = Math.floorDiv(turned.width() - in.width(), 2);
      int top = Math.floorDiv(turned.height() - in.height(), 2);
      return outside().window(turned, left, top, Extent.of(in), "rotate");
    }
  }
}
