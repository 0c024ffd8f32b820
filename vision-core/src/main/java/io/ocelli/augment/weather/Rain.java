package io.ocelli.augment.weather;

import static org.bytedeco.opencv.global.opencv_core.convertScaleAbs;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.line;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.Spread;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Lets it rain; see {@link Op}. */
@Op(
    name = "rain",
    does = "Draws falling drops as slanted lines, and makes the light dull.",
    example = "rain drops=4")
public record Rain(
    @Param(
            does = "drops for each 1000 square pixels of a picture with 256 px of shorter side",
            byDefault = "1..3",
            attempt = "5",
            min = 0,
            max = 100)
        Range drops,
    @Param(
            does = "length of a drop's line, as a part of the shorter side",
            byDefault = "0.05..0.1",
            attempt = "0.2",
            min = 0.001,
            max = 1)
        Range length,
    @Param(
            does = "largest slant",
            unit = "degrees",
            byDefault = "15",
            attempt = "30..40",
            min = -80,
            max = 80)
        Spread slant,
    @Param(
            does = "how much of a drop is seen",
            byDefault = "0.4",
            attempt = "0.8",
            min = 0,
            max = 1)
        double strength)
    implements PixelChange {
  private static final double USUAL_SIDE = 256;
  private static final double DULL = 0.9;
  private static final Rgb DROP = new Rgb(225, 228, 232);

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double side = Math.min(width, height);
    double scale = side / USUAL_SIDE;
    long number = Math.round(dice.in(drops) / 1000 * width * height / (scale * scale));
    double angle = Math.toRadians(dice.in(slant));
    double reach = dice.in(length) * side;
    int[][] lines = new int[(int) Math.min(number, 100_000)][];
    for (int i = 0; i < lines.length; i++) {
      double x = dice.between(-0.2, 1.2) * width;
      double y = dice.between(-0.1, 1) * height;
      double own = reach * dice.between(0.6, 1);
      lines[i] =
          new int[] {
            (int) Math.round(x),
            (int) Math.round(y),
            (int) Math.round(x + own * Math.sin(angle)),
            (int) Math.round(y + own * Math.cos(angle))
          };
    }
    int thickness = (int) Math.max(1, Math.round(scale));
    return PixelEdit.over(image -> wet(image, lines, thickness));
  }

  private Image wet(Image image, int[][] lines, int thickness) {
    try (Mat alpha = Veil.none(image.width(), image.height());
        Scalar fill = new Scalar(255 * strength)) {
      for (int[] one : lines) {
        try (Point from = new Point(one[0], one[1]);
            Point to = new Point(one[2], one[3])) {
          line(alpha, from, to, fill, thickness, LINE_AA, 0);
        }
      }
      Veil.soften(alpha, 0.5 * thickness);
      convertScaleAbs(image.mat(), image.mat(), DULL, 0);
      Veil.over(image, alpha, DROP);
    }
    return image;
  }
}
