package io.ocelli.augment.occlusion;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import java.util.List;

/** Hides a rectangle; see {@link Op}. */
@Op(
    name = "random-erasing",
    does = "Hides a rectangle of random area and shape.",
    example = "random-erasing p=0.5",
    source = "Zhong et al., arXiv:1708.04896",
    notes =
        "It lies inside the picture. If none of ten drawn rectangles fits, nothing is hidden. Objects behind it stay marked.")
public record RandomErasing(
    @Param(
            does = "area, as a part of the picture's",
            byDefault = "0.02..0.33",
            attempt = "0.3..0.4",
            min = 0.0001,
            max = 1)
        Range area,
    @Param(
            does = "height over width, drawn evenly in its logarithm",
            byDefault = "0.3..3.3",
            attempt = "1",
            min = 0.01,
            max = 100)
        Range ratio,
    @Param(does = "what is seen instead", byDefault = "noise", attempt = "color") Fill fill,
    @Param(does = "for fill=color", byDefault = "#808080", attempt = "black") Rgb color)
    implements PixelChange {
  private static final int DRAWS = 10;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    for (int i = 0; i < DRAWS; i++) {
      double pixels = dice.in(area) * width * height;
      double shape = Math.exp(dice.between(Math.log(ratio.from()), Math.log(ratio.to())));
      int high = (int) Math.round(Math.sqrt(pixels * shape));
      int wide = (int) Math.round(Math.sqrt(pixels / shape));
      if (high > 0 && wide > 0 && high < height && wide < width) {
        int[] place = {dice.below(width - wide + 1), dice.below(height - high + 1), wide, high};
        long seed = dice.bits();
        return PixelEdit.over(image -> fill.over(image, List.of(place), color, seed));
      }
    }
    return PixelEdit.NONE;
  }
}
