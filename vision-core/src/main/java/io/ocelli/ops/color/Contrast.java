package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Moves values away from the middle gray, or towards it; see {@link Op}. */
@Op(
    name = "contrast",
    does = "Moves values away from the middle gray, or towards it.",
    example = "contrast factor=1.8")
public record Contrast(
    @Param(
            does = "above 1 more contrast, below 1 less, 0 one gray",
            byDefault = "1.3",
            attempt = "1.8",
            min = 0,
            max = 20)
        double factor,
    @Param(
            does = "the value that stays as it is",
            byDefault = "128",
            attempt = "90",
            min = 0,
            max = 255)
        double centre)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return ToneCurve.of(v -> (v - centre) * factor + centre).apply(in);
  }
}
