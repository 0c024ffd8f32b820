package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Resample;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.geometric.Interpolation;

/** Makes the picture itself larger or smaller; see {@link Op}. */
@Op(
    name = "scale",
    does = "Makes the picture larger or smaller by a random factor, with all that is in it.",
    example = "scale factor=0.5..2",
    notes =
        "The size of the picture changes; 'zoom' keeps it. Where it shrinks, areas are averaged. The factor is drawn evenly in its logarithm.")
public record Scale(
    @Param(does = "factor", byDefault = "0.8..1.25", attempt = "0.5", min = 0.01, max = 20)
        Range factor,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    double by = Math.exp(dice.between(Math.log(factor.from()), Math.log(factor.to())));
    int newWidth = Math.max(1, (int) Math.round(width * by));
    int newHeight = Math.max(1, (int) Math.round(height * by));
    return new Resample(0, 0, width, height, newWidth, newHeight, interpolation);
  }
}
