package io.ocelli.augment.weather;

import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;

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

/** Lets the sun shine into the lens; see {@link Op}. */
@Op(
    name = "sun-flare",
    does = "Lets the sun shine into the lens: a glow, and its reflections on the other side.",
    example = "sun-flare strength=0.9",
    notes = "The sun stands in the upper half. Reflections lie on the line through the centre.")
public record SunFlare(
    @Param(does = "how bright the sun is", byDefault = "0.4..0.8", attempt = "1", min = 0, max = 1)
        Range strength,
    @Param(
            does = "radius of the glow, as a part of the longer side",
            byDefault = "0.15..0.35",
            attempt = "0.6",
            min = 0.01,
            max = 2)
        Range radius,
    @Param(does = "how many reflections", byDefault = "3..6", attempt = "10", min = 0, max = 50)
        Range reflections,
    @Param(does = "colour of the sun", byDefault = "#fff4d6", attempt = "orange") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int side = Math.max(width, height);
    double x = dice.unit() * width;
    double y = dice.unit() * height / 2;
    double bright = dice.in(strength);
    double glow = dice.in(radius) * side;
    int number = dice.whole(reflections);
    double[][] discs = new double[number][];
    for (int i = 0; i < number; i++) {
      double along = dice.between(0.3, 2);
      discs[i] =
          new double[] {
            x + along * (width / 2.0 - x),
            y + along * (height / 2.0 - y),
            side * dice.between(0.01, 0.06),
            bright * dice.between(0.08, 0.3)
          };
    }
    return PixelEdit.over(image -> lit(image, x, y, glow, bright, discs));
  }

  private Image lit(Image image, double x, double y, double glow, double bright, double[][] discs) {
    int width = image.width();
    int height = image.height();
    float[] light = new float[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double squared = (column - x) * (column - x) + (row - y) * (row - y);
        // As exp(-r² / glow²) near the sun, with longer tails and without the exponential.
        double part = 1 / (1 + 2 * squared / (glow * glow));
        light[row * width + column] = (float) (bright * part * part);
      }
    }
    try (Mat sun = Veil.of(width, height, light);
        Mat ghosts = Veil.none(width, height)) {
      for (double[] disc : discs) {
        try (Mat one = Veil.none(width, height);
            Scalar fill = new Scalar(255 * disc[3]);
            Point middle = new Point((int) disc[0], (int) disc[1])) {
          circle(one, middle, (int) Math.max(1, disc[2]), fill, FILLED, LINE_AA, 0);
          add(ghosts, one, ghosts);
        }
      }
      Veil.soften(ghosts, 1);
      add(sun, ghosts, sun);
      Veil.over(image, sun, color);
    }
    return image;
  }
}
