package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Sharpens with a 3x3 kernel; see {@link Op}. */
@Op(
    name = "sharpen",
    does = "Sharpens with the kernel 0 -a 0 / -a 1+4a -a / 0 -a 0, where a is the amount.",
    example = "sharpen amount=2",
    source = "OpenCV filter2D",
    notes = "Transparency is left as it is.")
public record Sharpen(
    @Param(does = "how much; 0 changes nothing", byDefault = "1", attempt = "3", min = 0, max = 20)
        double amount,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    Kernel kernel =
        Kernel.of(
            new double[] {0, -amount, 0},
            new double[] {-amount, 1 + 4 * amount, -amount},
            new double[] {0, -amount, 0});
    return Alpha.kept(in, colours -> Correlation.same(colours, kernel, 0, border));
  }
}
