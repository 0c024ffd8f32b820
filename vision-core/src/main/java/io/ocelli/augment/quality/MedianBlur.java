package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Takes the median of squares; see {@link Op}. */
@Op(
    name = "median-blur",
    does = "Takes the median of a square around each pixel: specks vanish and edges stay.",
    example = "median-blur size=7",
    source = "OpenCV medianBlur",
    notes = "Sides are odd; an even one is made longer by one.")
public record MedianBlur(
    @Param(
            does = "side of the square",
            unit = "px",
            byDefault = "3..5",
            attempt = "11",
            min = 1,
            max = 99)
        Range size)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int side = dice.whole(size) | 1;
    return PixelEdit.fresh(image -> Image.make(out -> medianBlur(image.mat(), out, side)));
  }
}
