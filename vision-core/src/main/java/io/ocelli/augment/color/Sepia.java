package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Tints brown; see {@link Op}. */
@Op(
    name = "sepia",
    does = "Tints the picture brown like an old photograph.",
    example = "sepia amount=1",
    source = "W3C Filter Effects, sepia()")
public record Sepia(
    @Param(
            does = "0 no change, 1 fully brown",
            byDefault = "0.3..1",
            attempt = "1",
            min = 0,
            max = 1)
        Range amount)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.color.Sepia(dice.in(amount)));
  }
}
