package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_imgproc.WARP_FILL_OUTLIERS;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_POLAR_LOG;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPolar;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Size;

/** Polar coordinates; see {@link Op}. */
@Op(
    name = "warp-polar",
    does = "Unrolls the picture about a point: angle downwards, distance to the right.",
    example = "warp-polar",
    scene = "coins",
    source = "OpenCV warpPolar",
    notes =
        "The result is 'radius' wide and pi times as high; angles run clockwise from the right. Outside of the picture it is black.")
public record WarpPolar(
    @Param(does = "the point", unit = "px", byDefault = "50%", attempt = "40%") Length x,
    @Param(does = "the point", unit = "px", byDefault = "50%", attempt = "40%") Length y,
    @Param(
            does = "how far it goes; none is to the farthest corner; percent of the longer side",
            unit = "px",
            byDefault = "none",
            attempt = "40%",
            min = 0)
        Optional<Length> radius,
    @Param(does = "distance by its logarithm, so that scaling becomes a shift", byDefault = "false")
        boolean log,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    double px = x.of(in.width());
    double py = y.of(in.height());
    double far =
        Math.max(
            1,
            radius
                .map(r -> r.of(Math.max(in.width(), in.height())))
                .orElse(
                    Math.hypot(
                        Math.max(Math.abs(px), Math.abs(in.width() - px)),
                        Math.max(Math.abs(py), Math.abs(in.height() - py)))));
    Extent size = Extent.rounded(far, far * Math.PI, "warp-polar", in);
    Extent.checkWarped(in, size, "warp-polar");
    int flags = interpolation.code() | WARP_FILL_OUTLIERS | (log ? WARP_POLAR_LOG : 0);
    return Raster.make(
        in.space(),
        out -> {
          try (Size wanted = new Size(size.width(), size.height());
              Point2f centre = new Point2f((float) px, (float) py)) {
            warpPolar(in.mat(), out, wanted, centre, Math.max(far, 2), flags);
          }
        });
  }
}
