package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** Turns light to dark and every colour to its opposite, as in a negative; see {@link Op}. */
@Op(
    name = "invert",
    does = "Turns light to dark and every colour to its opposite, as in a negative.",
    example = "invert")
public record Invert() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() != ColorSpace.GRAY && in.space() != ColorSpace.BGR) {
      return ToneCurve.of(v -> 255 - v).apply(in);
    }
    return Raster.make(in.space(), out -> bitwise_not(in.mat(), out));
  }
}
