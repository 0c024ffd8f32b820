package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To {@link ColorSpace#LAB}; see {@link Op}. */
@Op(
    name = "lab",
    does = "Makes lightness and the two colour axes of CIE L*a*b* under D65.",
    example = "lab",
    source = "CIE 1976; OpenCV cvtColor",
    notes =
        "L* is scaled by 255/100; 128 is added to a* and b*. A file shows the three as if they were blue, green and red.")
public record Lab() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.LAB ? in : in.to(ColorSpace.LAB);
  }
}
