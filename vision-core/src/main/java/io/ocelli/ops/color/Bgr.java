package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To {@link ColorSpace#BGR}; see {@link Op}. */
@Op(
    name = "bgr",
    does =
        "Makes blue, green and red of whatever the picture is kept as; opacity is blended over white.",
    example = "hsv | bgr",
    notes = "Goes back from HSV, Lab, YCrCb, CMYK; a gray picture gets three equal channels.")
public record Bgr() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.BGR ? in : in.to(ColorSpace.BGR);
  }
}
