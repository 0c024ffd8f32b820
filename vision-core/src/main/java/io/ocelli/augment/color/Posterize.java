package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Leaves a few steps; see {@link Op}. */
@Op(
    name = "posterize",
    does = "Leaves a few even steps of each channel, as on a poster.",
    example = "posterize levels=3",
    notes = "Each value goes to the nearest step; black and white are among the steps.")
public record Posterize(
    @Param(does = "steps of each channel", byDefault = "4..16", attempt = "3", min = 2, max = 256)
        Range levels)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double steps = dice.whole(levels) - 1.0;
    return PixelEdit.Tables.of(v -> Math.floor(v * steps / 255 + 0.5) * 255 / steps);
  }
}
