package io.ocelli.augment.weather;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.augment.SmoothNoise;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;

/** Brings fog; see {@link Op}. */
@Op(
    name = "fog",
    does = "Brings fog in drifts, thicker towards the top, where things are farther away.",
    example = "fog density=1.5",
    source = "Koschmieder 1924: what is seen fades with exp(-density * distance)",
    notes =
        "The distance is 0.5 at the lower edge and 1.5 at the upper edge; the drifts change it by their own part.")
public record Fog(
    @Param(
            does = "how thick the fog is; 1 leaves a third of what is seen in the middle",
            byDefault = "0.2..0.8",
            attempt = "1.5",
            min = 0,
            max = 20)
        Range density,
    @Param(does = "how uneven it is", byDefault = "0.3", attempt = "0.8", min = 0, max = 1)
        double drifts,
    @Param(does = "colour of the fog", byDefault = "#dfe3e6", attempt = "silver") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double thick = dice.in(density);
    long seed = dice.bits();
    return PixelEdit.over(image -> hazy(image, thick, seed));
  }

  private Image hazy(Image image, double thick, long seed) {
    int width = image.width();
    int height = image.height();
    double size = Math.max(1, Math.max(width, height) / 12.0);
    float[] drift = SmoothNoise.draw(width, height, size, seed);
    for (int row = 0; row < height; row++) {
      double distance = 1.5 - (row + 0.5) / height;
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        double uneven = Math.max(0, 1 + drifts * drift[at]);
        drift[at] = (float) (1 - Math.exp(-thick * distance * uneven));
      }
    }
    try (Mat alpha = Veil.of(width, height, drift)) {
      Veil.over(image, alpha, color);
    }
    return image;
  }
}
