package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Field;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Spread;
import io.ocelli.ops.geometric.Interpolation;

/** Bends the picture like a lens; see {@link Op}. */
@Op(
    name = "optical-distortion",
    does = "Bends straight lines as a simple lens does: outwards (barrel) or inwards (pincushion).",
    example = "optical-distortion max=-0.25..0.5",
    source = "Brown, Decentering Distortion of Lenses, 1966: the first radial term",
    notes =
        "A pixel at distance r from the centre comes from r (1 + k r²), where the corners of the picture are at 1.")
public record OpticalDistortion(
    @Param(
            does = "k: above 0 barrel, below 0 pincushion",
            byDefault = "0.15",
            attempt = "0.4..0.5",
            min = -0.3,
            max = 3)
        Spread max,
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
    double k = dice.in(max);
    double corner = ((double) width * width + (double) height * height) / 4;
    float[] x = new float[width * height];
    float[] y = new float[width * height];
    for (int row = 0; row < height; row++) {
      double down = row + 0.5 - height / 2.0;
      for (int column = 0; column < width; column++) {
        double right = column + 0.5 - width / 2.0;
        double factor = k * (right * right + down * down) / corner;
        x[row * width + column] = (float) (column + factor * right);
        y[row * width + column] = (float) (row + factor * down);
      }
    }
    return new Field(width, height, x, y, new Edges(border, color, interpolation));
  }
}
