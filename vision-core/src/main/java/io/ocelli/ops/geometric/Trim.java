package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.inRange;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Cuts off a border; see {@link Op}. */
@Op(
    name = "trim",
    does = "Cuts off a border of one colour.",
    example = "shift x=25% | trim",
    notes = "A picture of one colour stays as it is.")
public record Trim(
    @Param(
            does = "how far a channel of the border may be from the colour of the top left pixel",
            byDefault = "10",
            attempt = "40",
            min = 0,
            max = 255)
        int tolerance,
    @Param(
            does = "how much of the border stays",
            unit = "px",
            byDefault = "0",
            attempt = "8",
            min = 0,
            max = 100000)
        int margin)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Mat border = new Mat();
        Mat content = new Mat();
        Scalar low = corner(in, -tolerance);
        Scalar high = corner(in, tolerance);
        Mat lowest = new Mat(low);
        Mat highest = new Mat(high)) {
      inRange(in.mat(), lowest, highest, border);
      bitwise_not(border, content);
      try (Rect found = boundingRect(content)) {
        return cut(in, found);
      }
    }
  }

  private Raster cut(Raster in, Rect found) {
    if (found.width() == 0) {
      return in;
    }
    int left = Math.max(0, found.x() - margin);
    int top = Math.max(0, found.y() - margin);
    int right = Math.min(in.width(), found.x() + found.width() + margin);
    int bottom = Math.min(in.height(), found.y() + found.height() + margin);
    Extent size = new Extent(right - left, bottom - top);
    return size.equals(Extent.of(in)) ? in : Outside.NONE.window(in, left, top, size, "trim");
  }

  private static Scalar corner(Raster in, int more) {
    double[] values = new double[4];
    ByteBuffer first = in.mat().createBuffer();
    for (int c = 0; c < in.channels(); c++) {
      values[c] = (first.get(c) & 255) + more;
    }
    return new Scalar(values[0], values[1], values[2], values[3]);
  }
}
