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

/** Hides squares in a grid; see {@link Op}. */
@Op(
    name = "grid-mask",
    does = "Hides the squares of an even grid.",
    example = "grid-mask keep=0.5",
    source = "Chen et al., arXiv:2001.04086",
    notes = "The grid is not turned. Objects behind it stay marked.")
public record GridMask(
    @Param(
            does = "side of a cell, as a part of the picture's shorter side",
            byDefault = "0.2..0.45",
            attempt = "0.15",
            min = 0.01,
            max = 2)
        Range cell,
    @Param(
            does = "what part of a cell's side is kept",
            byDefault = "0.6",
            attempt = "0.4",
            min = 0,
            max = 1)
        double keep,
    @Param(does = "what is seen instead", byDefault = "color", attempt = "noise") Fill fill,
    @Param(does = "for fill=color", byDefault = "#808080", attempt = "black") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int side = (int) Math.max(2, Math.round(dice.in(cell) * Math.min(width, height)));
    int hidden = (int) Math.round((1 - keep) * side);
    int left = dice.below(side) - side;
    int top = dice.below(side) - side;
    long seed = dice.bits();
    List<int[]> places = new ArrayList<>();
    for (int y = top; y < height; y += side) {
      for (int x = left; x < width; x += side) {
        places.add(new int[] {x, y, hidden, hidden});
      }
    }
    return PixelEdit.over(image -> fill.over(image, places, color, seed));
  }
}
