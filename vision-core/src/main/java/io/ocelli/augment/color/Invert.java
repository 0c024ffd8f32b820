package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;

/** Makes a negative; see {@link Op}. */
@Op(
    name = "invert",
    does = "Turns light to dark and every colour to its opposite, as in a negative.",
    example = "invert p=0.1")
public record Invert() implements PixelChange {
  private static final PixelEdit NEGATIVE = LinearColors.of(-1, 255);

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return NEGATIVE;
  }
}
