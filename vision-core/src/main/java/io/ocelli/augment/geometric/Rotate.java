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

/** Turns about the centre; see {@link Op}. */
@Op(
    name = "rotate",
    does = "Turns the picture about its centre; it keeps its size.",
    example = "rotate max=30")
public record Rotate(
    @Param(
            does = "largest turn, counter-clockwise above 0",
            unit = "degrees",
            byDefault = "15",
            attempt = "30",
            min = -360,
            max = 360)
        Spread max,
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
    double angle = Math.toRadians(dice.in(max));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    Edges edges = new Edges(border, color, interpolation);
    return Planar.aboutCentre(cos, sin, -sin, cos, 0, 0, width, height, edges);
  }
}
