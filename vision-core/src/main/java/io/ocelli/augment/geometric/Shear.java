package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Planar;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import io.ocelli.ops.geometric.Interpolation;

/** Slants the picture; see {@link Op}. */
@Op(
    name = "shear",
    does = "Slants the picture about its centre; it keeps its size.",
    example = "shear max=20")
public record Shear(
    @Param(
            does = "largest slant of upright lines, to the right above 0",
            unit = "degrees",
            byDefault = "10",
            attempt = "25",
            min = -80,
            max = 80)
        Spread max,
    @Param(
            does = "largest slant of level lines, down to the right above 0",
            unit = "degrees",
            byDefault = "0",
            attempt = "15",
            min = -80,
            max = 80)
        Spread vertical,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "reflect101",
            attempt = "constant")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    double x = Math.tan(Math.toRadians(dice.in(max)));
    double y = Math.tan(Math.toRadians(dice.in(vertical)));
    Edges edges = new Edges(border, color, interpolation);
    // One slant after the other, so that no pair of slants can flatten the picture to a line.
    return Planar.aboutCentre(1, -x, y, 1 - x * y, 0, 0, width, height, edges);
  }
}
