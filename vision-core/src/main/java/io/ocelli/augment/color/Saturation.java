package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;

/** Makes colours stronger or weaker; see {@link Op}. */
@Op(
    name = "saturation",
    does =
        "Makes colours stronger or weaker: the distance from a pixel's own gray (ITU-R BT.601) is multiplied by 1 plus the change.",
    example = "saturation max=0.7")
public record Saturation(
    @Param(does = "largest change", byDefault = "0.2", attempt = "0.7", min = -1, max = 10)
        Spread max)
    implements PixelChange {
  /** In BGR order. */
  private static final double[] GRAY = {0.114, 0.587, 0.299};

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double factor = 1 + dice.in(max);
    double[] rows = new double[9];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        rows[3 * to + from] = (to == from ? factor : 0) + (1 - factor) * GRAY[from];
      }
    }
    return LinearColors.mixing(rows);
  }
}
