package io.ocelli.augment.occlusion;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Hides squares; see {@link Op}. */
@Op(
    name = "cutout",
    does = "Hides squares at random places.",
    example = "cutout side=0.3",
    source = "DeVries and Taylor, arXiv:1708.04552",
    notes =
        "The middle of a square lies anywhere in the picture, so part of it may lie outside. Objects behind it stay marked.")
public record Cutout(
    @Param(
            does = "length of a side, as a part of the picture's shorter side",
            byDefault = "0..0.3",
            attempt = "0.3",
            min = 0,
            max = 1)
        Range side,
    @Param(does = "how many squares", byDefault = "1", attempt = "4", min = 1, max = 1000)
        Range count,
    @Param(does = "what is seen instead", byDefault = "#808080", attempt = "black") Rgb color)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int squares = dice.whole(count);
    int[][] places = new int[squares][];
    for (int i = 0; i < squares; i++) {
      int length = (int) Math.round(dice.in(side) * Math.min(width, height));
      int x = (int) (dice.unit() * width) - length / 2;
      int y = (int) (dice.unit() * height) - length / 2;
      places[i] = new int[] {x, y, length};
    }
    return PixelEdit.over(image -> hide(image, places));
  }

  private Image hide(Image image, int[][] places) {
    try (Scalar fill = new Scalar(color.blue(), color.green(), color.red(), 0)) {
      for (int[] place : places) {
        if (place[2] > 0) {
          try (Rect rect = new Rect(place[0], place[1], place[2], place[2])) {
            rectangle(image.mat(), rect, fill, FILLED, LINE_8, 0);
          }
        }
      }
    }
    return image;
  }
}
