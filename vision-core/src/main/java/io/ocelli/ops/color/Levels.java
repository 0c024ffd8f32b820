package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/**
 * Sets the value that becomes black, the one that becomes white, and the middle between; see {@link
 * Op}.
 */
@Op(
    name = "levels",
    does = "Sets the value that becomes black, the one that becomes white, and the middle between.",
    example = "levels black=40 white=200")
public record Levels(
    @Param(does = "becomes 0", byDefault = "16", attempt = "40", min = 0, max = 254) double black,
    @Param(
            does = "becomes 255; above black",
            byDefault = "235",
            attempt = "200",
            min = 1,
            max = 255)
        double white,
    @Param(
            does = "above 1 lights up the middle tones",
            byDefault = "1",
            attempt = "1.5",
            min = 0.05,
            max = 20)
        double gamma)
    implements Transform {
  /** Checks the order. */
  public Levels {
    if (black >= white) {
      throw new IllegalArgumentException("white has to be above black");
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return ToneCurve.of(
            v -> 255 * Math.pow(Math.max(0, Math.min(1, (v - black) / (white - black))), 1 / gamma))
        .apply(in);
  }
}
