package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Shows edges and points by the second derivatives; see {@link Op}. */
@Op(
    name = "laplacian",
    does = "Shows edges and points by the absolute sum of the second derivatives.",
    example = "gray | gaussian-blur size=5 | laplacian scale=3",
    source = "OpenCV Laplacian",
    notes =
        "A size of 1 is the kernel 0 1 0 / 1 -4 1 / 0 1 0. Each channel by itself, kept to 0..255;"
            + " larger kernels give larger numbers, so give them a smaller scale. Clear parts are"
            + " blended over white first.")
public record Laplacian(
    @Param(
            does = "side of the kernel",
            unit = "px",
            byDefault = "1",
            attempt = "5",
            min = 1,
            max = 31,
            odd = true)
        int size,
    @Param(
            does = "what the sum is multiplied by",
            byDefault = "1",
            attempt = "4",
            min = 1e-9,
            max = 1000)
        double scale,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Gradient.absolute(
        in,
        border,
        Math.max(size, 3) / 2,
        size <= 5,
        (from, to, depth, outside) ->
            opencv_imgproc.Laplacian(from, to, depth, size, scale, 0, outside));
  }
}
