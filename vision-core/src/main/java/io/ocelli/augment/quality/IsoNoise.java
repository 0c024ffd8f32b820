package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/** Adds the noise of a sensor; see {@link Op}. */
@Op(
    name = "iso-noise",
    does = "Adds the noise of a sensor in poor light: grain, and blotches of colour.",
    example = "iso-noise grain=0.15 color=0.05",
    source =
        "Foi et al., Practical Poissonian-Gaussian noise modeling and fitting for single-image raw-data, 2008",
    notes =
        "The grain is the same in all channels and grows with the root of the value, as photons are counted; the blotches are some pixels wide.")
public record IsoNoise(
    @Param(
            does = "standard deviation of the grain where the picture is white, as a part of white",
            byDefault = "0.02..0.08",
            attempt = "0.2",
            min = 0,
            max = 1)
        Range grain,
    @Param(
            does = "standard deviation of the blotches, as a part of white",
            byDefault = "0.01..0.03",
            attempt = "0.08",
            min = 0,
            max = 1)
        Range color)
    implements PixelChange {
  /** Size of the blotches. */
  private static final double BLOTCH = 1.2;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double grains = 255 * dice.in(grain);
    double blotches = 255 * dice.in(color) * 2 * Math.sqrt(Math.PI) * BLOTCH;
    long first = dice.bits();
    long second = dice.bits();
    return PixelEdit.fresh(image -> noisy(image, grains, first, blotches, second));
  }

  private static Image noisy(Image image, double grains, long first, double blotches, long second) {
    int width = image.width();
    int height = image.height();
    try (Mat grain = new Mat(height, width, CV_32FC1);
        Mat gray = new Mat();
        Mat root = new Mat();
        Mat all = new Mat();
        MatVector three = new MatVector(grain, grain, grain);
        Mat color = new Mat(height, width, CV_32FC3);
        Size side = new Size(7, 7);
        Mat none = new Mat()) {
      Noise.normal(grain, grains, first);
      cvtColor(image.mat(), gray, COLOR_BGR2GRAY);
      gray.convertTo(root, CV_32F, 1 / 255.0, 0);
      org.bytedeco.opencv.global.opencv_core.sqrt(root, root);
      multiply(grain, root, grain);
      merge(three, all);
      Noise.normal(color, blotches, second);
      org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur(
          color, color, side, BLOTCH, BLOTCH, BORDER_REFLECT_101, 0);
      add(all, color, all);
      return Image.make(out -> add(image.mat(), all, out, none, CV_8U));
    }
  }
}
