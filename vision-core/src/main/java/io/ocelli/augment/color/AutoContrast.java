package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.color.On;

/** Stretches the tones; see {@link Op}. */
@Op(
    name = "auto-contrast",
    does = "Stretches the tones so that the darkest become black and the lightest white.",
    example = "auto-contrast clip=2",
    notes = "By luma all channels get the same line, so hues stay.")
public record AutoContrast(
    @Param(
            does = "share of the pixels that may be lost at each end",
            unit = "percent",
            byDefault = "0..2",
            attempt = "5",
            min = 0,
            max = 49)
        Range clip,
    @Param(does = "what it goes by", byDefault = "luma", attempt = "channels") On on)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.color.AutoContrast(dice.in(clip), on));
  }
}
