package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;

/** Changes contrast; see {@link Op}. */
@Op(
    name = "contrast",
    does =
        "Changes contrast: the distance from mid-gray (127.5) is multiplied by 1 plus the change.",
    example = "contrast max=0.5")
public record Contrast(
    @Param(does = "largest change", byDefault = "0.2", attempt = "0.5", min = -1, max = 10)
        Spread max)
    implements PixelChange {
  private static final double MID_GRAY = 127.5;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double factor = 1 + dice.in(max);
    return LinearColors.of(factor, MID_GRAY * (1 - factor));
  }
}
