package io.ocelli.augment.quality;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Makes pixels white or black; see {@link Op}. */
@Op(
    name = "salt-pepper",
    does = "Makes some pixels white and some black.",
    example = "salt-pepper amount=0.05")
public record SaltPepper(
    @Param(
            does = "share of the pixels that change",
            byDefault = "0.002..0.02",
            attempt = "0.1",
            min = 0,
            max = 1)
        Range amount,
    @Param(does = "share of white among them", byDefault = "0.5", attempt = "1", min = 0, max = 1)
        double salt)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double share = dice.in(amount);
    long seed = dice.bits();
    return PixelEdit.over(image -> sprinkled(image, share, seed));
  }

  /** Jumps from one grain to the next (a geometric distribution) instead of asking each pixel. */
  private Image sprinkled(Image image, double share, long seed) {
    if (share <= 0) {
      return image;
    }
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer pixels = image.pixels();
    double scale = share < 1 ? 1 / Math.log1p(-share) : 0;
    double at = Math.floor(Math.log1p(-random.nextDouble()) * scale);
    int count = image.width() * image.height();
    while (at < count) {
      byte value = (byte) (random.nextDouble() < salt ? 255 : 0);
      int first = 3 * (int) at;
      pixels.put(first, value).put(first + 1, value).put(first + 2, value);
      at += 1 + Math.floor(Math.log1p(-random.nextDouble()) * scale);
    }
    return image;
  }
}
