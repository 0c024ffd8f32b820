package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Leaves a few even steps of each channel, as on a poster; see {@link Op}. */
@Op(
    name = "posterize",
    does = "Leaves a few even steps of each channel, as on a poster.",
    example = "posterize levels=3",
    notes = "Each value goes to the nearest step; black and white are among the steps.")
public record Posterize(
    @Param(does = "steps of each channel", byDefault = "4", attempt = "3", min = 2, max = 256)
        int levels)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    double steps = levels - 1.0;
    return ToneCurve.of(v -> Math.floor(v * steps / 255 + 0.5) * 255 / steps).apply(in);
  }
}
