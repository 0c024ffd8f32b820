package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.color.On;

/** Equalizes the tones of each part; see {@link Op}. */
@Op(
    name = "clahe",
    does = "Brings out detail: equalizes the tones of each part of the picture on its own.",
    example = "clahe clip=4",
    source = "Zuiderveld, Contrast limited adaptive histogram equalization, Graphics Gems IV, 1994")
public record Clahe(
    @Param(
            does = "how much contrast may grow",
            byDefault = "1..4",
            attempt = "6",
            min = 0.01,
            max = 256)
        Range clip,
    @Param(
            does = "number of parts along each side",
            byDefault = "8",
            attempt = "4",
            min = 1,
            max = 64)
        int tiles,
    @Param(does = "what it goes by", byDefault = "luma", attempt = "channels") On on)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.color.Clahe(dice.in(clip), tiles, on));
  }
}
