package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.filter2D;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/** Blurs with a disc; see {@link Op}. */
@Op(
    name = "defocus",
    does = "Blurs with a disc, as a lens does that is not in focus: points become discs.",
    example = "defocus radius=6",
    source = "Hendrycks and Dietterich, arXiv:1903.12261",
    notes = "A pixel at the rim of the disc counts by the part of it that lies inside.")
public record Defocus(
    @Param(
            does = "radius of the disc",
            unit = "px",
            byDefault = "1..3",
            attempt = "6",
            min = 0.5,
            max = 50)
        Range radius)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double r = dice.in(radius);
    int reach = (int) Math.ceil(r);
    int side = 2 * reach + 1;
    float[] weights = new float[side * side];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = Math.hypot(i % side - reach, i / side - reach);
      weights[i] = (float) Math.min(Math.max(r + 0.5 - distance, 0), 1);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) sum;
    }
    return PixelEdit.fresh(image -> filtered(image, side, weights));
  }

  private static Image filtered(Image image, int side, float[] weights) {
    try (FloatPointer numbers = new FloatPointer(weights);
        Mat kernel = new Mat(side, side, CV_32F, numbers);
        Point middle = new Point(-1, -1)) {
      return Image.make(
          out -> filter2D(image.mat(), out, -1, kernel, middle, 0, BORDER_REFLECT_101));
    }
  }
}
