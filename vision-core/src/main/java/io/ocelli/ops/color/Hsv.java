package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To {@link ColorSpace#HSV}; see {@link Op}. */
@Op(
    name = "hsv",
    does = "Makes hue, saturation and value; later operations see these as the channels.",
    example = "hsv",
    source = "OpenCV cvtColor",
    notes =
        "Hue is 0 to 179 in steps of two degrees, saturation and value are 0 to 255. A file shows the three as if they were blue, green and red.")
public record Hsv() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.HSV ? in : in.to(ColorSpace.HSV);
  }
}
