package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;

/** Blurs along a line; see {@link Op}. */
@Op(
    name = "motion-blur",
    does = "Blurs along a line, as if the camera had moved while the picture was taken.",
    example = "motion-blur size=25 angle=30",
    source = "OpenCV filter2D")
public record MotionBlur(
    @Param(
            does = "length of the line",
            unit = "px",
            byDefault = "9",
            attempt = "25",
            min = 1,
            max = 199,
            odd = true)
        int size,
    @Param(
            does = "direction of the line, counter-clockwise from the right",
            unit = "degrees",
            byDefault = "0",
            attempt = "45",
            min = -360,
            max = 360)
        double angle,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Correlation.same(in, line(size, angle), 0, border);
  }

  /** One point for each pixel of the line, each spread over the four cells around it; sum 1. */
  static Kernel line(int size, double angle) {
    double[] cells = new double[size * size];
    int middle = size / 2;
    double dx = round(Math.cos(Math.toRadians(angle)));
    double dy = round(-Math.sin(Math.toRadians(angle)));
    for (int i = -middle; i <= middle; i++) {
      double x = middle + i * dx;
      double y = middle + i * dy;
      int left = (int) Math.floor(x);
      int top = (int) Math.floor(y);
      for (int j = 0; j < 4; j++) {
        int column = left + j % 2;
        int row = top + j / 2;
        double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
        if (weight > 0) {
          cells[row * size + column] += weight / size;
        }
      }
    }
    List<Double> values = new ArrayList<>();
    for (double cell : cells) {
      values.add(cell);
    }
    return new Kernel(size, size, values);
  }

  /** The sine of 180 degrees is 0, not 1e-16. */
  private static double round(double value) {
    return Math.rint(value * 1e12) / 1e12;
  }
}
