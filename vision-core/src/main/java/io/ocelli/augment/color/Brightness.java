package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;

/** Makes the picture lighter or darker; see {@link Op}. */
@Op(
    name = "brightness",
    does = "Makes the picture lighter or darker: all values are multiplied by 1 plus the change.",
    example = "brightness max=0.4")
public record Brightness(
    @Param(does = "largest change", byDefault = "0.2", attempt = "0.4", min = -1, max = 10)
        Spread max)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return LinearColors.of(1 + dice.in(max), 0);
  }
}
