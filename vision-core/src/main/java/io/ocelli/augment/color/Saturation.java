package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.transform;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes colours stronger or weaker; see {@link Op}. */
@Op(
    name = "saturation",
    does =
        "Makes colours stronger or weaker: the distance from a pixel's own gray (ITU-R BT.601) is multiplied by 1 plus the change.",
    example = "saturation max=0.7")
public record Saturation(
    @Param(does = "largest change", byDefault = "0.2", attempt = "0.7", min = -1, max = 10)
        Spread max)
    implements PixelChange {
  /** In BGR order. */
  private static final double[] GRAY = {0.114, 0.587, 0.299};

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double factor = 1 + dice.in(max);
    return new PixelEdit.Redraw(image -> scaled(image, factor));
  }

  private static Image scaled(Image image, double factor) {
    float[] rows = new float[9];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        rows[3 * to + from] = (float) ((to == from ? factor : 0) + (1 - factor) * GRAY[from]);
      }
    }
    try (FloatPointer numbers = new FloatPointer(rows);
        Mat matrix = new Mat(3, 3, CV_32F, numbers)) {
      transform(image.mat(), image.mat(), matrix);
    }
    return image;
  }
}
