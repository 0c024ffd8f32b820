package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.augment.Dice;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.image.Image;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Changes hue, saturation and value; see {@link Op}. */
@Op(
    name = "hsv",
    does = "Turns the hue and makes saturation and value stronger or weaker.",
    example = "hsv hue=20 saturation=0.5 value=0.3",
    source = "OpenCV cvtColor",
    notes =
        "Saturation and value are multiplied by 1 plus their change. Hues are counted in steps of two degrees.")
public record HueSaturationValue(
    @Param(
            does = "largest turn of the hue",
            unit = "degrees",
            byDefault = "8",
            attempt = "30",
            min = -180,
            max = 180)
        Spread hue,
    @Param(does = "largest change", byDefault = "0.3", attempt = "0.7", min = -1, max = 10)
        Spread saturation,
    @Param(does = "largest change", byDefault = "0.2", attempt = "0.4", min = -1, max = 10)
        Spread value)
    implements PixelChange {
  private static final int HUES = 180;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    int turn = (int) Math.rint(dice.in(hue) / 2);
    double stronger = 1 + dice.in(saturation);
    double lighter = 1 + dice.in(value);
    byte[] look = new byte[3 * 256];
    for (int i = 0; i < 256; i++) {
      look[3 * i] = (byte) Math.floorMod(i + turn, HUES);
      look[3 * i + 1] = (byte) Math.rint(Math.min(255, i * stronger));
      look[3 * i + 2] = (byte) Math.rint(Math.min(255, i * lighter));
    }
    return new PixelEdit.Redraw(image -> looked(image, look));
  }

  private static Image looked(Image image, byte[] look) {
    try (BytePointer values = new BytePointer(look);
        Mat table = new Mat(1, 256, CV_8UC3, values);
        Mat hsv = new Mat()) {
      cvtColor(image.mat(), hsv, COLOR_BGR2HSV);
      LUT(hsv, table, hsv);
      cvtColor(hsv, image.mat(), COLOR_HSV2BGR);
    }
    return image;
  }
}
