package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;

/** Exchanges channels; see {@link Op}. */
@Op(
    name = "channel-shuffle",
    does = "Exchanges red, green and blue at random.",
    example = "channel-shuffle",
    notes = "Each of the six orders is as likely, the one that changes nothing among them.")
public record ChannelShuffle() implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int first = dice.below(3);
    int second = (first + 1 + dice.below(2)) % 3;
    int[] from = {first, second, 3 - first - second};
    double[] rows = new double[9];
    for (int to = 0; to < 3; to++) {
      rows[3 * to + from[to]] = 1;
    }
    return LinearColors.mixing(rows);
  }
}
