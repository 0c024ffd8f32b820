package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import org.bytedeco.opencv.opencv_core.Mat;

/** Takes the colours away; see {@link Op}. */
@Op(
    name = "gray",
    does = "Takes the colours away: all channels become 0.299 R + 0.587 G + 0.114 B.",
    example = "gray p=0.2",
    source = "ITU-R BT.601; OpenCV cvtColor")
public record Gray() implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    return PixelEdit.fresh(
        image -> {
          try (Mat gray = new Mat()) {
            cvtColor(image.mat(), gray, COLOR_BGR2GRAY);
            return Image.make(out -> cvtColor(gray, out, COLOR_GRAY2BGR));
          }
        });
  }
}
