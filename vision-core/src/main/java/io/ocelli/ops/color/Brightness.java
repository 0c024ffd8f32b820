package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Makes the picture brighter or darker by adding to every value; see {@link Op}. */
@Op(
    name = "brightness",
    does = "Makes the picture brighter or darker by adding to every value.",
    example = "brightness add=60",
    notes = "Values stay within 0 to 255; halves are rounded up.")
public record Brightness(
    @Param(
            does = "what is added to each channel; below 0 darkens",
            byDefault = "30",
            attempt = "-60",
            min = -255,
            max = 255)
        double add)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return ToneCurve.of(v -> v + add).apply(in);
  }
}
