package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
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
import org.bytedeco.opencv.opencv_core.MatVector;

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
    byte[] hues = new byte[256];
    for (int i = 0; i < 256; i++) {
      hues[i] = (byte) Math.floorMod(i + turn, HUES);
    }
    return PixelEdit.fresh(image -> jittered(image, hues, stronger, lighter));
  }

  /** By planes: OpenCV takes longer for one table of three channels. */
  private static Image jittered(Image image, byte[] hues, double stronger, double lighter) {
    try (BytePointer values = new BytePointer(hues);
        Mat table = new Mat(1, 256, CV_8UC1, values);
        Mat hsv = new Mat();
        MatVector planes = new MatVector(3)) {
      cvtColor(image.mat(), hsv, COLOR_BGR2HSV);
      split(hsv, planes);
      try (Mat h = planes.get(0);
          Mat s = planes.get(1);
          Mat v = planes.get(2)) {
        LUT(h, table, h);
        s.convertTo(s, -1, stronger, 0);
        v.convertTo(v, -1, lighter, 0);
      }
      merge(planes, hsv);
      return Image.make(out -> cvtColor(hsv, out, COLOR_HSV2BGR));
    }
  }
}
