package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Makes colours stronger or paler; see {@link Op}. */
@Op(
    name = "saturation",
    does = "Makes colours stronger or paler.",
    example = "saturation factor=2",
    source = "Haeberli, Image processing by interpolation and extrapolation, 1994",
    notes =
        "Mixes the picture with its gray (0.299 R + 0.587 G + 0.114 B), or goes away from it. A gray picture stays.")
public record Saturation(
    @Param(
            does = "0 is gray, 1 no change, above 1 stronger",
            byDefault = "1.5",
            attempt = "0.3",
            min = 0,
            max = 20)
        double factor)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.GRAY) {
      return in;
    }
    double[] luma = {0.299, 0.587, 0.114};
    return new ColorMatrix(new double[][] {luma, luma, luma}).mixed(1 - factor).apply(in);
  }
}
