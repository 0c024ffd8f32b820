package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Takes channels away; see {@link Op}. */
@Op(
    name = "channel-drop",
    does = "Sets one or two of red, green and blue to one value.",
    example = "channel-drop")
public record ChannelDrop(
    @Param(does = "how many channels", byDefault = "1", attempt = "2", min = 1, max = 2)
        Range count,
    @Param(does = "their new value", byDefault = "0", attempt = "128", min = 0, max = 255)
        int value)
    implements PixelChange {
  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    boolean one = dice.whole(count) == 1;
    int odd = dice.below(3);
    return PixelEdit.over(
        image -> {
          try (Scalar filling = new Scalar(value);
              Mat plane = new Mat(height, width, CV_8UC1, filling)) {
            for (int channel = 0; channel < 3; channel++) {
              if ((odd == channel) == one) {
                insertChannel(plane, image.mat(), channel);
              }
            }
          }
          return image;
        });
  }
}
