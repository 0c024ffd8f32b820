package io.ocelli.augment.weather;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Puts dust on the lens; see {@link Op}. */
@Op(
    name = "dust",
    does = "Puts specks of dust and dirt on the lens, which are not in focus.",
    example = "dust specks=60 strength=0.7")
public record Dust(
    @Param(does = "how many specks", byDefault = "10..40", attempt = "100", min = 0, max = 10_000)
        Range specks,
    @Param(
            does = "radius of a speck, as a part of the shorter side",
            byDefault = "0.003..0.02",
            attempt = "0.02..0.06",
            min = 0.0001,
            max = 1)
        Range radius,
    @Param(
            does = "how much a speck hides",
            byDefault = "0.2..0.5",
            attempt = "0.9",
            min = 0,
            max = 1)
        Range strength,
    @Param(does = "colour of the dust", byDefault = "#4a3f33", attempt = "silver") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double side = Math.min(width, height);
    double[][] discs = new double[dice.whole(specks)][];
    for (int i = 0; i < discs.length; i++) {
      discs[i] =
          new double[] {
            dice.unit() * width,
            dice.unit() * height,
            dice.in(radius) * side,
            255 * dice.in(strength),
            dice.between(0.5, 1),
            dice.unit() * 180
          };
    }
    return PixelEdit.over(image -> dirty(image, discs, 0.004 * side));
  }

  private Image dirty(Image image, double[][] discs, double soft) {
    try (Mat alpha = Veil.none(image.width(), image.height())) {
      for (double[] disc : discs) {
        int wide = (int) Math.max(1, Math.round(disc[2]));
        int high = (int) Math.max(1, Math.round(disc[2] * disc[4]));
        try (Scalar fill = new Scalar(disc[3]);
            Point middle = new Point((int) disc[0], (int) disc[1]);
            Size axes = new Size(wide, high)) {
          ellipse(alpha, middle, axes, disc[5], 0, 360, fill, FILLED, LINE_AA, 0);
        }
      }
      Veil.soften(alpha, Math.max(0.5, soft));
      Veil.over(image, alpha, color);
    }
    return image;
  }
}
