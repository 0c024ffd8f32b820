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

/** Cuts out the middle; see {@link Op}. */
@Op(
    name = "center-crop",
    does = "Cuts out the middle of the picture.",
    example = "center-crop width=60%",
    notes =
        "A part that is larger than the picture is filled up by the border rule. An odd pixel goes to the right and to the bottom.")
public record CenterCrop(
    @Param(
            does = "width of the part, in pixels or as a part of the picture's",
            byDefault = "80%",
            attempt = "60%",
            min = 0.001,
            max = 100_000)
        Length width,
    @Param(
            does = "height of the part; none takes width",
            byDefault = "none",
            attempt = "90%",
            min = 0.001,
            max = 100_000)
        Optional<Length> height,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "reflect101",
            attempt = "constant")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color)
    implements GeometricChange {
  @Override
  public Motion draw(int inWidth, int inHeight, Dice dice) {
    int wide = Math.max(1, (int) Math.round(width.of(inWidth)));
    int high = Math.max(1, (int) Math.round(height.orElse(width).of(inHeight)));
    Edges edges = new Edges(border, color, Interpolation.NEAREST);
    return new Window(
        Math.floorDiv(inWidth - wide, 2), Math.floorDiv(inHeight - high, 2), wide, high, edges);
  }
}
