package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Size;

/** Blurs evenly; see {@link Op}. */
@Op(
    name = "gaussian-blur",
    does = "Blurs with a Gaussian kernel.",
    example = "gaussian-blur sigma=2",
    source = "OpenCV GaussianBlur",
    notes = "The kernel reaches three standard deviations to each side.")
public record GaussianBlur(
    @Param(
            does = "standard deviation",
            unit = "px",
            byDefault = "0.3..1.5",
            attempt = "3",
            min = 0.01,
            max = 100)
        Range sigma)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double deviation = dice.in(sigma);
    int side = 2 * (int) Math.ceil(3 * deviation) + 1;
    return PixelEdit.fresh(
        image ->
            Image.make(
                out -> {
                  try (Size size = new Size(side, side)) {
                    org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur(
                        image.mat(), out, size, deviation, deviation, BORDER_REFLECT_101, 0);
                  }
                }));
  }
}
