package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Planar;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;
import java.util.List;

/** Looks at the picture from the side; see {@link Op}. */
@Op(
    name = "perspective",
    does =
        "Moves the four corners, as if the camera had stood elsewhere; the picture keeps its size.",
    example = "perspective max=0.2")
public record Perspective(
    @Param(
            does = "largest move of a corner, as a part of each side",
            byDefault = "0.08",
            attempt = "0.2",
            min = 0,
            max = 0.24)
        double max,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "reflect101",
            attempt = "constant")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    double[] x = {0, width, width, 0};
    double[] y = {0, 0, height, height};
    for (int i = 0; i < 4; i++) {
      x[i] += dice.between(-max, max) * width;
      y[i] += dice.between(-max, max) * height;
    }
    Edges edges = new Edges(border, color, interpolation);
    return new Planar(ofSquare(x, y, width, height), width, height, edges);
  }

  /**
   * Where a picture goes whose corners go to four places (Heckbert, Fundamentals of Texture Mapping
   * and Image Warping, 1989). The places stay convex as no corner moves by a quarter of a side.
   */
  private static List<Double> ofSquare(double[] x, double[] y, double width, double height) {
    double dx1 = x[1] - x[2];
    double dx2 = x[3] - x[2];
    double dx3 = x[0] - x[1] + x[2] - x[3];
    double dy1 = y[1] - y[2];
    double dy2 = y[3] - y[2];
    double dy3 = y[0] - y[1] + y[2] - y[3];
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / det;
    double h = (dx1 * dy3 - dx3 * dy1) / det;
    return List.of(
        (x[1] - x[0] + g * x[1]) / width,
        (x[3] - x[0] + h * x[3]) / height,
        x[0],
        (y[1] - y[0] + g * y[1]) / width,
        (y[3] - y[0] + h * y[3]) / height,
        y[0],
        g / width,
        h / height,
        1.0);
  }
}
