package io.ocelli.ops.geometric;

import io.ocelli.image.Orientation;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Turns upright; see {@link Op}. */
@Op(
    name = "orient",
    does = "Turns a stored picture upright by the orientation number of EXIF.",
    example = "orient number=6",
    source = "EXIF 2.32, tag 0x0112",
    notes =
        "Reading a file does this already; this is for files that lost the number or have a wrong"
            + " one. 1 nothing, 2 mirrored, 3 half a turn, 4 upside down, 5 transposed, 6 a quarter"
            + " clockwise, 7 transposed and half a turn, 8 a quarter counter-clockwise. No loss.")
public record Orient(
    @Param(does = "the number in EXIF", byDefault = "1", attempt = "6", min = 1, max = 8)
        int number)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return number == 1
        ? in
        : Raster.make(in.space(), out -> Orientation.upright(in.mat(), out, number));
  }
}
