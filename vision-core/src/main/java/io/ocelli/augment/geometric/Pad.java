package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Window;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;
import java.util.Optional;

/** Adds a border; see {@link Op}. */
@Op(
    name = "pad",
    does = "Adds a border; the picture becomes larger.",
    example = "pad all=12% border=reflect",
    notes =
        "Per cent are of the width for left and right, of the height for top and bottom; rounded to whole pixels.")
public record Pad(
    @Param(
            does = "width of the border on each side",
            byDefault = "10%",
            attempt = "20%",
            min = 0,
            max = 100_000)
        Length all,
    @Param(
            does = "on the left; none is as 'all'",
            byDefault = "none",
            attempt = "30%",
            min = 0,
            max = 100_000)
        Optional<Length> left,
    @Param(
            does = "on the right; none is as 'all'",
            byDefault = "none",
            attempt = "30%",
            min = 0,
            max = 100_000)
        Optional<Length> right,
    @Param(
            does = "on the top; none is as 'all'",
            byDefault = "none",
            attempt = "30%",
            min = 0,
            max = 100_000)
        Optional<Length> top,
    @Param(
            does = "on the bottom; none is as 'all'",
            byDefault = "none",
            attempt = "30%",
            min = 0,
            max = 100_000)
        Optional<Length> bottom,
    @Param(does = "what lies outside of the picture", byDefault = "constant", attempt = "reflect")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    int before = side(left, width);
    int above = side(top, height);
    return new Window(
        -before,
        -above,
        before + width + side(right, width),
        above + height + side(bottom, height),
        new Edges(border, color, Interpolation.NEAREST));
  }

  private int side(Optional<Length> own, int of) {
    return (int) Math.rint(own.orElse(all).of(of));
  }
}
