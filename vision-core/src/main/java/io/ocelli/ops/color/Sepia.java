package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Tints the picture brown like an old photograph; see {@link Op}. */
@Op(
    name = "sepia",
    does = "Tints the picture brown like an old photograph.",
    example = "sepia",
    source = "W3C Filter Effects, sepia()",
    notes = "A gray picture becomes BGR.")
public record Sepia(
    @Param(does = "0 no change, 1 fully brown", byDefault = "1", attempt = "0.5", min = 0, max = 1)
        double amount)
    implements Transform {
  private static final ColorMatrix TINT =
      new ColorMatrix(
          new double[][] {
            {0.393, 0.769, 0.189}, {0.349, 0.686, 0.168}, {0.272, 0.534, 0.131},
          });

  @Override
  public Raster apply(Raster in, Findings findings) {
    return TINT.mixed(amount).apply(in);
  }
}
