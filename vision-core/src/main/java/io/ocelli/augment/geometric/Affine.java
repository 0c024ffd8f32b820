package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Planar;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import io.ocelli.ops.geometric.Interpolation;

/** Turns, slants, zooms and moves at once; see {@link Op}. */
@Op(
    name = "affine",
    does = "Turns the picture, slants, zooms and moves it in one go; it keeps its size.",
    example = "affine rotate=20 shear=10 zoom=1.3",
    notes =
        "About the centre: slanted, then zoomed and turned, then moved. The zoom is drawn evenly in its logarithm from 1 / zoom to zoom.")
public record Affine(
    @Param(
            does = "largest turn, counter-clockwise above 0",
            unit = "degrees",
            byDefault = "10",
            attempt = "30",
            min = -360,
            max = 360)
        Spread rotate,
    @Param(
            does = "largest move to each side, in pixels or as a part of the side",
            byDefault = "5%",
            attempt = "15%",
            min = 0,
            max = 100_000)
        Length shift,
    @Param(
            does = "largest slant of upright lines",
            unit = "degrees",
            byDefault = "5",
            attempt = "20",
            min = -80,
            max = 80)
        Spread shear,
    @Param(does = "largest zoom", byDefault = "1.1", attempt = "1.5", min = 1, max = 20)
        double zoom,
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
    double angle = Math.toRadians(dice.in(rotate));
    double moveX = dice.between(-1, 1) * shift.of(width);
    double moveY = dice.between(-1, 1) * shift.of(height);
    double slant = Math.tan(Math.toRadians(dice.in(shear)));
    double factor = Math.exp(dice.between(-Math.log(zoom), Math.log(zoom)));
    double cos = factor * Math.cos(angle);
    double sin = factor * Math.sin(angle);
    Edges edges = new Edges(border, color, interpolation);
    return Planar.aboutCentre(
        cos, sin - cos * slant, -sin, cos + sin * slant, moveX, moveY, width, height, edges);
  }
}
