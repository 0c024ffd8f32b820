package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/**
 * Inverts what is lighter than a threshold, as film does that saw light too early; see {@link Op}.
 */
@Op(
    name = "solarize",
    does = "Inverts what is lighter than a threshold, as film does that saw light too early.",
    example = "solarize threshold=128")
public record Solarize(
    @Param(
            does = "from this value on values are inverted",
            byDefault = "128",
            attempt = "80",
            min = 0,
            max = 256)
        int threshold)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return ToneCurve.of(v -> v >= threshold ? 255 - v : v).apply(in);
  }
}
