package io.ocelli.augment.quality;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Sharpens; see {@link Op}. */
@Op(
    name = "sharpen",
    does = "Sharpens with the kernel 0 -a 0 / -a 1+4a -a / 0 -a 0, where a is the amount.",
    example = "sharpen amount=1",
    source = "OpenCV filter2D")
public record Sharpen(
    @Param(
            does = "how much; 0 changes nothing",
            byDefault = "0.1..0.7",
            attempt = "2",
            min = 0,
            max = 20)
        Range amount)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.filter.Sharpen(dice.in(amount), Border.REFLECT101));
  }
}
