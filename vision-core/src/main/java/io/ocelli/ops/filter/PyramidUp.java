package io.ocelli.ops.filter;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Doubles the size smoothly; see {@link Op}. */
@Op(
    name = "pyramid-up",
    does = "Doubles the size and smooths, as often as there are levels.",
    example = "pyramid-up",
    source = "Burt and Adelson 1983; OpenCV pyrUp")
public record PyramidUp(
    @Param(does = "how often the size is doubled", byDefault = "1", attempt = "2", min = 1, max = 8)
        int levels)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    long bytes = ((long) in.width() << levels) * ((long) in.height() << levels) * in.channels();
    if (bytes > Integer.MAX_VALUE) {
      throw new OcelliException(
          "the picture would become too large",
          "levels=" + levels,
          "a picture of %dx%d pixels".formatted(in.width(), in.height()),
          "fewer levels");
    }
    return Raster.make(
        in.space(),
        out -> {
          opencv_imgproc.pyrUp(in.mat(), out);
          for (int i = 1; i < levels; i++) {
            try (Mat smaller = new Mat(out)) {
              out.release();
              opencv_imgproc.pyrUp(smaller, out);
            }
          }
        });
  }
}
