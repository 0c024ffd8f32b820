package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To {@link ColorSpace#YCRCB}; see {@link Op}. */
@Op(
    name = "ycrcb",
    does = "Makes luma and the differences of red and blue, as in JPEG.",
    example = "ycrcb",
    source = "ITU-R BT.601; OpenCV cvtColor",
    notes =
        "128 is added to the differences. A file shows the three as if they were blue, green and red.")
public record Ycrcb() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.YCRCB ? in : in.to(ColorSpace.YCRCB);
  }
}
