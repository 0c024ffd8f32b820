package io.ocelli.ops.geometric;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Thumbnails;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** A small copy; see {@link Op}. */
@Op(
    name = "thumbnail",
    does = "Makes a small copy for people to look at.",
    example = "thumbnail side=96",
    source = "imgscalr, quality method",
    notes =
        "Halves the picture step by step, so that no pixel is skipped. Gives gray or BGR; clear parts are blended over white.")
public record Thumbnail(
    @Param(
            does = "the longer side; a smaller picture stays as it is",
            unit = "px",
            byDefault = "160",
            attempt = "96",
            min = 1,
            max = 10000)
        int side)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (Math.max(in.width(), in.height()) <= side) {
      return in;
    }
    try (Image image = in.toImage();
        Image small = Image.of(Thumbnails.of(image, side));
        Raster bgr = Raster.of(small)) {
      return bgr.to(in.space() == ColorSpace.GRAY ? ColorSpace.GRAY : ColorSpace.BGR);
    }
  }
}
