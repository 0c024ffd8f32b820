package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.geometric.Interpolation;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Loses detail; see {@link Op}. */
@Op(
    name = "downscale",
    does = "Makes the picture smaller and then as large as before, so that detail is lost.",
    example = "downscale factor=0.25",
    notes = "Areas are averaged on the way down.")
public record Downscale(
    @Param(
            does = "size in between, as a part of the picture's",
            byDefault = "0.4..0.8",
            attempt = "0.2",
            min = 0.01,
            max = 1)
        Range factor,
    @Param(does = "how values are found on the way up", byDefault = "linear", attempt = "nearest")
        Interpolation interpolation)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double by = dice.in(factor);
    int less = Math.max(1, (int) Math.round(width * by));
    int lower = Math.max(1, (int) Math.round(height * by));
    return PixelEdit.fresh(
        image -> {
          try (Size small = new Size(less, lower);
              Size large = new Size(width, height);
              Mat between = new Mat()) {
            resize(image.mat(), between, small, 0, 0, INTER_AREA);
            return Image.make(out -> resize(between, out, large, 0, 0, interpolation.code()));
          }
        });
  }
}
