package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.multiply;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;

/** Multiplies by noise; see {@link Op}. */
@Op(
    name = "speckle",
    does = "Multiplies each value by 1 plus noise, so that light parts are noisier than dark ones.",
    example = "speckle sigma=0.3")
public record Speckle(
    @Param(
            does = "standard deviation of the noise",
            byDefault = "0.02..0.12",
            attempt = "0.4",
            min = 0,
            max = 10)
        Range sigma)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double deviation = dice.in(sigma);
    long seed = dice.bits();
    return PixelEdit.fresh(image -> noisy(image, deviation, seed));
  }

  private static Image noisy(Image image, double deviation, long seed) {
    try (Mat noise = new Mat(image.height(), image.width(), CV_32FC3);
        Mat none = new Mat()) {
      Noise.normal(noise, deviation, seed);
      multiply(image.mat(), noise, noise, 1, CV_32F);
      return Image.make(out -> add(image.mat(), noise, out, none, CV_8U));
    }
  }
}
