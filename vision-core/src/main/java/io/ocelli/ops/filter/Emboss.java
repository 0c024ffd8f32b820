package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Makes edges look raised; see {@link Op}. */
@Op(
    name = "emboss",
    does = "Lights the picture from the top left, as if its edges were raised.",
    example = "emboss relief=true",
    source = "OpenCV filter2D",
    notes =
        "The kernel is -2a -a 0 / -a 1 a / 0 a 2a; with relief its middle is 0 and 128 is added."
            + " Transparency is left as it is.")
public record Emboss(
    @Param(
            does = "a: how high the edges stand out",
            byDefault = "1",
            attempt = "2",
            min = 0,
            max = 20)
        double amount,
    @Param(does = "only the relief, on a middle gray", byDefault = "false") boolean relief,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    double a = amount;
    Kernel kernel =
        Kernel.of(
            new double[] {-2 * a, -a, 0},
            new double[] {-a, relief ? 0 : 1, a},
            new double[] {0, a, 2 * a});
    return Alpha.kept(in, colours -> Correlation.same(colours, kernel, relief ? 128 : 0, border));
  }
}
