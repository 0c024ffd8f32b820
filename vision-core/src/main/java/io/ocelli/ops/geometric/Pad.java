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

/** Adds a border; see {@link Op}. */
@Op(
    name = "pad",
    does = "Adds a border.",
    example = "pad all=12% border=reflect",
    source = "OpenCV copyMakeBorder",
    notes =
        "Percent are of the width for left and right, of the height for top and bottom; rounded to whole pixels.")
public record Pad(
    @Param(
            does = "width of the border on each side",
            unit = "px",
            byDefault = "10%",
            attempt = "20",
            min = 0,
            max = 1000000)
        Length all,
    @Param(
            does = "on the left; none is as 'all'",
            unit = "px",
            byDefault = "none",
            attempt = "30",
            min = 0,
            max = 1000000)
        Optional<Length> left,
    @Param(
            does = "on the right; none is as 'all'",
            unit = "px",
            byDefault = "none",
            attempt = "30",
            min = 0,
            max = 1000000)
        Optional<Length> right,
    @Param(
            does = "on the top; none is as 'all'",
            unit = "px",
            byDefault = "none",
            attempt = "30",
            min = 0,
            max = 1000000)
        Optional<Length> top,
    @Param(
            does = "on the bottom; none is as 'all'",
            unit = "px",
            byDefault = "none",
            attempt = "30",
            min = 0,
            max = 1000000)
        Optional<Length> bottom,
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
    double before = side(left, in.width());
    double above = side(top, in.height());
    Extent size =
        Extent.rounded(
            in.width() + before + side(right, in.width()),
            in.height() + above + side(bottom, in.height()),
            "pad",
            in);
    if (size.equals(Extent.of(in))) {
      return in;
    }
    return new Outside(border, color).window(in, (int) -before, (int) -above, size, "pad");
  }

  private double side(Optional<Length> own, int of) {
    return Math.rint(own.orElse(all).of(of));
  }
}
