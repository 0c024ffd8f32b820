package io.ocelli.augment.occlusion;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import java.util.ArrayList;
import java.util.List;

/** Hides many rectangles; see {@link Op}. */
@Op(
    name = "coarse-dropout",
    does = "Hides some rectangles at random places.",
    example = "coarse-dropout holes=20",
    source = "DeVries and Taylor, arXiv:1708.04552, with more than one hole",
    notes = "They lie inside the picture and may overlap. Objects behind them stay marked.")
public record CoarseDropout(
    @Param(does = "how many rectangles", byDefault = "3..10", attempt = "30", min = 0, max = 10_000)
        Range holes,
    @Param(
            does = "width of one, as a part of the picture's",
            byDefault = "0.05..0.15",
            attempt = "0.2",
            min = 0.001,
            max = 1)
        Range width,
    @Param(
            does = "height of one, as a part of the picture's",
            byDefault = "0.05..0.15",
            attempt = "0.2",
            min = 0.001,
            max = 1)
        Range height,
    @Param(does = "what is seen instead", byDefault = "color", attempt = "noise") Fill fill,
    @Param(does = "for fill=color", byDefault = "#808080", attempt = "black") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int inWidth, int inHeight, Dice dice) {
    int number = dice.whole(holes);
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int wide = Math.max(1, (int) Math.round(dice.in(width) * inWidth));
      int high = Math.max(1, (int) Math.round(dice.in(height) * inHeight));
      int left = dice.below(inWidth - wide + 1);
      int top = dice.below(inHeight - high + 1);
      places.add(new int[] {left, top, wide, high});
    }
    long seed = dice.bits();
    return PixelEdit.over(image -> fill.over(image, places, color, seed));
  }
}
