package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.color.On;

/** Equalizes the tones; see {@link Op}. */
@Op(
    name = "equalize",
    does = "Spreads the tones so that each is about as frequent as any other.",
    example = "equalize p=0.3",
    source = "OpenCV equalizeHist")
public record Equalize(
    @Param(does = "what it goes by", byDefault = "luma", attempt = "channels") On on)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.of(new io.ocelli.ops.color.Equalize(on));
  }
}
