package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Halves the size after a blur; see {@link Op}. */
@Op(
    name = "pyramid-down",
    does = "Blurs and halves the size, as often as there are levels.",
    example = "pyramid-down levels=2",
    source = "Burt and Adelson 1983; OpenCV pyrDown",
    notes = "Sides become ⌈n / 2⌉ at each level.")
public record PyramidDown(
    @Param(does = "how often the size is halved", byDefault = "1", attempt = "3", min = 1, max = 20)
        int levels)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(
        in.space(),
        out -> {
          opencv_imgproc.pyrDown(in.mat(), out);
          for (int i = 1; i < levels; i++) {
            try (Mat larger = new Mat(out)) {
              // A new matrix: OpenCV must not write to what it reads.
              out.release();
              opencv_imgproc.pyrDown(larger, out);
            }
          }
        });
  }
}
