package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Size;

/** Blurs with a Gaussian kernel; see {@link Op}. */
@Op(
    name = "gaussian-blur",
    does = "Blurs with a Gaussian kernel, which takes away noise and small things.",
    example = "gaussian-blur size=15",
    source = "OpenCV GaussianBlur")
public record GaussianBlur(
    @Param(
            does = "side of the kernel",
            unit = "px",
            byDefault = "5",
            attempt = "15",
            min = 1,
            max = 499,
            odd = true)
        int size,
    @Param(
            does = "standard deviation; 0 takes 0.3 ((size - 1) / 2 - 1) + 0.8",
            unit = "px",
            byDefault = "0",
            attempt = "3",
            min = 0,
            max = 1000)
        double sigma,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "edge")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(
        in.space(),
        out -> {
          try (Size side = new Size(size, size)) {
            Outside.run(
                in.mat(),
                out,
                border,
                size / 2,
                size / 2,
                (from, to, outside) ->
                    opencv_imgproc.GaussianBlur(from, to, side, sigma, sigma, outside, 0));
          }
        });
  }
}
