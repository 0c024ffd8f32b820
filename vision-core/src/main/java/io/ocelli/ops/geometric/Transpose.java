package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.transpose;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Transform;

/** Mirrors about the diagonal; see {@link Op}. */
@Op(
    name = "transpose",
    does = "Mirrors the picture about the diagonal from its top left: rows become columns.",
    example = "transpose",
    source = "OpenCV transpose")
public record Transpose() implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(in.space(), out -> transpose(in.mat(), out));
  }
}
