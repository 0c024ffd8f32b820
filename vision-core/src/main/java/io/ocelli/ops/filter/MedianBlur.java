package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Takes the median of a square; see {@link Op}. */
@Op(
    name = "median-blur",
    does =
        "Takes the median of a square around each pixel: specks vanish and edges stay where they"
            + " are.",
    example = "median-blur size=7",
    scene = "noisy",
    source = "OpenCV medianBlur",
    notes = "Each channel by itself. Outside of the picture is its outermost pixel.")
public record MedianBlur(
    @Param(
            does = "side of the square",
            unit = "px",
            byDefault = "5",
            attempt = "11",
            min = 1,
            max = 255,
            odd = true)
        int size)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(in.space(), out -> opencv_imgproc.medianBlur(in.mat(), out, size));
  }
}
