package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** To {@link ColorSpace#CMYK}; see {@link Op}. */
@Op(
    name = "cmyk",
    does = "Makes cyan, magenta, yellow and black ink, without a colour profile.",
    example = "cmyk | channel pick=black",
    notes =
        "Written to a file it becomes red, green and blue again; its channels can be picked and split.")
public record Cmyk() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return in.space() == ColorSpace.CMYK ? in : in.to(ColorSpace.CMYK);
  }
}
