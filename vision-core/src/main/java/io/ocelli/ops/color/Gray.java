package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To gray; see {@link Op}. */
@Op(
    name = "gray",
    does = "Makes a gray picture with one channel: 0.299 R + 0.587 G + 0.114 B.",
    example = "gray",
    source = "ITU-R BT.601; OpenCV cvtColor")
public record Gray() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.GRAY ? in : in.to(ColorSpace.GRAY);
  }
}
