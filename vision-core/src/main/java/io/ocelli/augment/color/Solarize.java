package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Inverts what is light; see {@link Op}. */
@Op(
    name = "solarize",
    does = "Inverts what is lighter than a threshold, as film does that saw light too early.",
    example = "solarize threshold=128")
public record Solarize(
    @Param(
            does = "from this value on values are inverted",
            byDefault = "128..256",
            attempt = "80",
            min = 0,
            max = 256)
        Range threshold)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int from = dice.whole(threshold);
    return PixelEdit.Tables.of(v -> v >= from ? 255 - v : v);
  }
}
