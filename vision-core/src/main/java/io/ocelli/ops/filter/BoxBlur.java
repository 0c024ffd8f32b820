package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/** Blurs with a mean; see {@link Op}. */
@Op(
    name = "box-blur",
    does = "Blurs by the mean of a square around each pixel; the quickest blur.",
    example = "box-blur size=15",
    source = "OpenCV blur")
public record BoxBlur(
    @Param(
            does = "side of the square",
            unit = "px",
            byDefault = "5",
            attempt = "15",
            min = 1,
            max = 499,
            odd = true)
        int size,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(
        in.space(),
        out -> {
          try (Size side = new Size(size, size);
              Point middle = new Point(-1, -1)) {
            Outside.run(
                in.mat(),
                out,
                border,
                size / 2,
                size / 2,
                (from, to, outside) -> opencv_imgproc.blur(from, to, side, middle, outside));
          }
        });
  }
}
