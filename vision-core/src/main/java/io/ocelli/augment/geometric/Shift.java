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
import io.ocelli.ops.geometric.Interpolation;
import java.util.Optional;

/** Moves the picture; see {@link Op}. */
@Op(
    name = "shift",
    does = "Moves the picture to the side and up or down.",
    example = "shift max=20%")
public record Shift(
    @Param(
            does = "largest move to either side, in pixels or as a part of the side",
            byDefault = "10%",
            attempt = "20%",
            min = 0,
            max = 100_000)
        Length max,
    @Param(
            does = "largest move up or down; none takes max",
            byDefault = "none",
            attempt = "5%",
            min = 0,
            max = 100_000)
        Optional<Length> vertical,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "reflect101",
            attempt = "constant")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "nearest")
        Interpolation interpolation)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    double x = dice.between(-1, 1) * max.of(width);
    double y = dice.between(-1, 1) * vertical.orElse(max).of(height);
    Edges edges = new Edges(border, color, interpolation);
    return Planar.aboutCentre(1, 0, 0, 1, x, y, width, height, edges);
  }
}
