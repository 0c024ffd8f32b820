package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns every hue by an angle; gray stays gray; see {@link Op}. */
@Op(
    name = "hue",
    does = "Turns every hue by an angle; gray stays gray.",
    example = "hue shift=120",
    notes =
        "In HSV with 180 steps of hue, so the angle is rounded to two degrees; saturation and value stay.")
public record Hue(
    @Param(
            does = "how far; 120 makes red green, green blue and blue red",
            unit = "degrees",
            byDefault = "30",
            attempt = "120",
            min = -360,
            max = 360)
        double shift)
    implements Transform {
  /** Steps of hue in HSV of eight bits. */
  private static final int HUES = 180;

  @Override
  public Raster apply(Raster in, Findings findings) {
    int steps = Math.floorMod(Math.round(shift * HUES / 360), HUES);
    if (steps == 0 || in.space() == ColorSpace.GRAY) {
      return in;
    }
    return ColorWork.apply(in, (bgr, out) -> turn(bgr, out, steps));
  }

  private static void turn(Mat bgr, Mat out, int steps) {
    byte[] table = new byte[3 * 256];
    for (int v = 0; v < 256; v++) {
      table[3 * v] = (byte) ((v + steps) % HUES);
      table[3 * v + 1] = (byte) v;
      table[3 * v + 2] = (byte) v;
    }
    try (Mat hsv = new Mat();
        Mat turned = new Mat();
        Mat look = new Mat(1, 256, CV_8UC3)) {
      look.<ByteBuffer>createBuffer().put(table);
      cvtColor(bgr, hsv, COLOR_BGR2HSV);
      LUT(hsv, look, turned);
      cvtColor(turned, out, COLOR_HSV2BGR);
    }
  }
}
