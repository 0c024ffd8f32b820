package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Takes channels away; see {@link Op}. */
@Op(
    name = "channel-drop",
    does = "Sets one or two of red, green and blue to one value.",
    example = "channel-drop")
public record ChannelDrop(
    @Param(does = "how many channels", byDefault = "1", attempt = "2", min = 1, max = 2)
        Range count,
    @Param(does = "their new value", byDefault = "0", attempt = "128", min = 0, max = 255)
        int value)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    boolean one = dice.whole(count) == 1;
    int odd = dice.below(3);
    return PixelEdit.Tables.of(
        v -> odd == 0 == one ? value : v,
        v -> odd == 1 == one ? value : v,
        v -> odd == 2 == one ? value : v);
  }
}
