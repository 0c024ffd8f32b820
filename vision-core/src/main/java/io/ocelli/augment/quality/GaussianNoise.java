package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.CV_16SC1;
import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.merge;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** Adds noise; see {@link Op}. */
@Op(
    name = "gaussian-noise",
    does = "Adds noise with a normal distribution.",
    example = "gaussian-noise sigma=25")
public record GaussianNoise(
    @Param(
            does = "standard deviation, for values of 0 to 255",
            byDefault = "2..12",
            attempt = "40",
            min = 0,
            max = 255)
        Range sigma,
    @Param(
            does = "whether all channels get the same, so that the noise is gray",
            byDefault = "false")
        boolean gray)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double deviation = dice.in(sigma);
    long seed = dice.bits();
    return PixelEdit.fresh(image -> noisy(image, deviation, seed));
  }

  private Image noisy(Image image, double deviation, long seed) {
    try (Mat noise = new Mat(image.height(), image.width(), gray ? CV_16SC1 : CV_16SC3);
        Mat none = new Mat()) {
      Noise.normal(noise, deviation, seed);
      if (gray) {
        spread(noise);
      }
      return Image.make(out -> add(image.mat(), noise, out, none, CV_8U));
    }
  }

  private static void spread(Mat noise) {
    try (MatVector three = new MatVector(noise, noise, noise);
        Mat all = new Mat()) {
      merge(three, all);
      all.copyTo(noise);
    }
  }
}
