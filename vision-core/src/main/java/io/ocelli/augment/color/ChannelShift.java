package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;

/** Adds to channels; see {@link Op}. */
@Op(
    name = "channel-shift",
    does = "Adds a random number to each of red, green and blue.",
    example = "channel-shift max=40",
    notes = "With together=true all three get the same number, as Keras' channel_shift_range.")
public record ChannelShift(
    @Param(
            does = "largest number that is added, for values of 0 to 255",
            byDefault = "20",
            attempt = "60",
            min = -255,
            max = 255)
        Spread max,
    @Param(does = "whether all channels get the same", byDefault = "false") boolean together)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double blue = dice.in(max);
    double green = dice.in(max);
    double red = dice.in(max);
    return together ? LinearColors.of(1, blue) : LinearColors.each(1, blue, 1, green, 1, red);
  }
}
