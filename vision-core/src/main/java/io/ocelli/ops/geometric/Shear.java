package io.ocelli.ops.geometric;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Slants the picture; see {@link Op}. */
@Op(
    name = "shear",
    does = "Slants the picture about its centre.",
    example = "shear x=20",
    source = "OpenCV warpAffine")
public record Shear(
    @Param(
            does = "slant of upright lines; above 0 the lower end goes right",
            unit = "degrees",
            byDefault = "15",
            attempt = "30",
            min = -80,
            max = 80)
        double x,
    @Param(
            does = "slant of level lines; above 0 the right end goes down",
            unit = "degrees",
            byDefault = "0",
            attempt = "10",
            min = -80,
            max = 80)
        double y,
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
  /** Checks that something is left of the picture. */
  public Shear {
    if (Math.abs(1 - Math.tan(Math.toRadians(x)) * Math.tan(Math.toRadians(y))) < 1e-3) {
      throw new IllegalArgumentException(
          "together the two make a line of the picture; make one of them smaller");
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    double right = Math.tan(Math.toRadians(x));
    double down = Math.tan(Math.toRadians(y));
    Extent out = size.of(in, 1, right, down, 1, "shear");
    return Matrix.aboutCentre(1, right, down, 1, in, out)
        .warp(in, out, interpolation, new Outside(border, color), "shear");
  }
}
