package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Field;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.SmoothNoise;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;

/** Bends the picture like rubber; see {@link Op}. */
@Op(
    name = "elastic",
    does = "Bends the picture at random as if it were printed on rubber.",
    example = "elastic alpha=3% sigma=6%",
    source =
        "Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis, ICDAR 2003",
    notes =
        "Pixels move by smoothed noise. In the paper alpha multiplies noise of -1 to 1 after it was smoothed; here it is the size of the moves themselves, so that it does not depend on sigma: the paper's alpha is about 6.1 times alpha times sigma, in pixels. An alpha above half of sigma folds the picture.")
public record Elastic(
    @Param(
            does =
                "root mean square of the moves along each axis, in pixels or as a part of the shorter side",
            byDefault = "1%",
            attempt = "2.5%",
            min = 0,
            max = 1000)
        Length alpha,
    @Param(
            does =
                "standard deviation of the Gaussian that smooths the moves, in pixels or as a part of the shorter side",
            byDefault = "5%",
            attempt = "8%",
            min = 0.1,
            max = 1000)
        Length sigma,
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
    int side = Math.min(width, height);
    double smooth = Math.max(0.5, sigma.of(side));
    double size = alpha.of(side);
    float[] x = SmoothNoise.draw(width, height, smooth, dice.bits());
    float[] y = SmoothNoise.draw(width, height, smooth, dice.bits());
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        x[at] = (float) (column + size * x[at]);
        y[at] = (float) (row + size * y[at]);
      }
    }
    return new Field(width, height, x, y, new Edges(border, color, interpolation));
  }
}
