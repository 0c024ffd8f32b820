package io.ocelli.augment.quality;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.Spread;

/** Blurs along a line; see {@link Op}. */
@Op(
    name = "motion-blur",
    does = "Blurs along a line, as if the camera had moved while the picture was taken.",
    example = "motion-blur size=15",
    source = "OpenCV filter2D",
    notes = "Lengths are odd; an even one is made longer by one.")
public record MotionBlur(
    @Param(
            does = "length of the line",
            unit = "px",
            byDefault = "3..9",
            attempt = "21",
            min = 1,
            max = 199)
        Range size,
    @Param(
            does = "largest turn of the line from level, counter-clockwise",
            unit = "degrees",
            byDefault = "90",
            attempt = "0",
            min = -360,
            max = 360)
        Spread angle)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int length = dice.whole(size) | 1;
    return PixelEdit.of(
        new io.ocelli.ops.filter.MotionBlur(length, dice.in(angle), Border.REFLECT101));
  }
}
