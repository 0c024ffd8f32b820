package io.ocelli.augment.weather;

import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Lets shadows fall; see {@link Op}. */
@Op(
    name = "shadow",
    does = "Lets shadows with soft edges fall on the picture.",
    example = "shadow strength=0.6")
public record Shadow(
    @Param(
            does = "what part of the light is taken away",
            byDefault = "0.2..0.5",
            attempt = "0.7",
            min = 0,
            max = 1)
        Range strength,
    @Param(does = "how many shadows", byDefault = "1..2", attempt = "3", min = 1, max = 20)
        Range count,
    @Param(
            does = "width of the soft edge, as a part of the shorter side",
            byDefault = "0.02",
            attempt = "0.1",
            min = 0,
            max = 1)
        double softness)
    implements PixelChange {
  private static final int CORNERS = 5;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int number = dice.whole(count);
    int[][] outlines = new int[number][];
    for (int i = 0; i < number; i++) {
      outlines[i] = outline(width, height, dice);
    }
    double dark = 255 * dice.in(strength);
    double soft = softness * Math.min(width, height);
    return PixelEdit.over(image -> shaded(image, outlines, dark, soft));
  }

  /** Corners at even angles and uneven distances about a place in the picture. */
  private static int[] outline(int width, int height, Dice dice) {
    double x = dice.unit() * width;
    double y = dice.unit() * height;
    double turn = dice.unit();
    int[] corners = new int[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * (i + turn + dice.between(-0.3, 0.3)) / CORNERS;
      double distance = dice.between(0.2, 0.7);
      corners[2 * i] = (int) Math.round(x + distance * width * Math.cos(angle));
      corners[2 * i + 1] = (int) Math.round(y + distance * height * Math.sin(angle));
    }
    return corners;
  }

  private static Image shaded(Image image, int[][] outlines, double dark, double soft) {
    try (Mat alpha = Veil.none(image.width(), image.height());
        Scalar fill = new Scalar(dark)) {
      for (int[] outline : outlines) {
        try (IntPointer numbers = new IntPointer(outline);
            Mat corners = new Mat(outline.length / 2, 1, CV_32SC2, numbers);
            MatVector one = new MatVector(corners)) {
          fillPoly(alpha, one, fill);
        }
      }
      Veil.soften(alpha, soft);
      Veil.over(image, alpha, Rgb.BLACK);
    }
    return image;
  }
}
