package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Lights up or darkens the middle tones; black and white stay; see {@link Op}. */
@Op(
    name = "gamma",
    does = "Lights up or darkens the middle tones; black and white stay.",
    example = "gamma value=2.2",
    notes =
        "255 (v / 255)^(1 / value), as in GIMP and ImageMagick; scikit-image takes the inverse.")
public record Gamma(
    @Param(
            does = "above 1 brighter, below 1 darker",
            byDefault = "1.5",
            attempt = "0.5",
            min = 0.05,
            max = 20)
        double value)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return ToneCurve.of(v -> 255 * Math.pow(v / 255.0, 1 / value)).apply(in);
  }
}
