package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import java.util.function.DoubleUnaryOperator;

/** Bends the tones; see {@link Op}. */
@Op(
    name = "tone-curve",
    does = "Bends the tones by a random smooth curve; black and white stay.",
    example = "tone-curve max=0.3",
    source = "Bezier curve as in Albumentations' RandomToneCurve",
    notes =
        "A curve of third degree whose two inner points are at 1/4 and 3/4 plus a random change.")
public record ToneCurve(
    @Param(
            does = "largest change of an inner point, 0 to 1 is from black to white",
            byDefault = "0.15",
            attempt = "0.5",
            min = -1,
            max = 1)
        Spread max,
    @Param(does = "whether each channel has its own curve", byDefault = "false") boolean perChannel)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    DoubleUnaryOperator blue = curve(dice);
    return perChannel
        ? PixelEdit.Tables.of(blue, curve(dice), curve(dice))
        : PixelEdit.Tables.of(blue);
  }

  private DoubleUnaryOperator curve(Dice dice) {
    double low = Math.min(Math.max(0.25 + dice.in(max), 0), 1);
    double high = Math.min(Math.max(0.75 + dice.in(max), 0), 1);
    return v -> {
      double t = v / 255;
      double rest = 1 - t;
      return 255 * (3 * rest * rest * t * low + 3 * rest * t * t * high + t * t * t);
    };
  }
}
