package io.ocelli.augment.quality;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Makes edges look raised; see {@link Op}. */
@Op(
    name = "emboss",
    does = "Lights the picture from the top left, as if its edges were raised.",
    example = "emboss amount=1",
    source = "OpenCV filter2D",
    notes = "The kernel is -2a -a 0 / -a 1 a / 0 a 2a.")
public record Emboss(
    @Param(
            does = "a: how high the edges stand out",
            byDefault = "0.1..0.6",
            attempt = "1.5",
            min = 0,
            max = 20)
        Range amount)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.filter.Emboss(dice.in(amount), false, Border.REFLECT101));
  }
}
