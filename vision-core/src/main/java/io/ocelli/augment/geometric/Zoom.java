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
import io.ocelli.ops.geometric.Interpolation;
import java.util.Optional;

/** Makes things larger or smaller; see {@link Op}. */
@Op(
    name = "zoom",
    does = "Makes what is seen larger or smaller; the picture keeps its size.",
    example = "zoom max=1.5",
    notes = "The factor is drawn evenly in its logarithm: twice and half as large are as likely.")
public record Zoom(
    @Param(does = "largest factor", byDefault = "1.15", attempt = "1.5", min = 0.05, max = 20)
        double max,
    @Param(
            does = "smallest factor; none takes 1 / max",
            byDefault = "none",
            attempt = "1",
            min = 0.05,
            max = 20)
        Optional<Double> min,
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
    double least = min.orElse(1 / max);
    double factor = Math.exp(dice.between(Math.log(least), Math.log(max)));
    Edges edges = new Edges(border, color, interpolation);
    return Planar.aboutCentre(factor, 0, 0, factor, 0, 0, width, height, edges);
  }
}
