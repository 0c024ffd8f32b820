package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Lights up or darkens the middle tones; see {@link Op}. */
@Op(
    name = "gamma",
    does = "Lights up or darkens the middle tones; black and white stay.",
    example = "gamma value=0.5..2",
    notes = "255 (v / 255)^(1 / value), as the operation 'gamma'. Drawn evenly in its logarithm.")
public record Gamma(
    @Param(
            does = "above 1 brighter, below 1 darker",
            byDefault = "0.7..1.4",
            attempt = "0.5..2",
            min = 0.05,
            max = 20)
        Range value)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double power = 1 / Math.exp(dice.between(Math.log(value.from()), Math.log(value.to())));
    return PixelEdit.Tables.of(v -> 255 * Math.pow(v / 255, power));
  }
}
