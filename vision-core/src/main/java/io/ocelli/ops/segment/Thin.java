package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Leaves the skeleton; see {@link Op}. */
@Op(
    name = "thin",
    does = "Thins things to lines one pixel wide: their skeleton.",
    example = "thin",
    scene = "shapes",
    source = "Zhang and Suen 1984; Guo and Hall 1989; OpenCV ximgproc thinning",
    notes = "The result is gray, 0 or 255.")
public record Thin(
    @Param(
            does = "threshold between things and ground; none is Otsu's",
            byDefault = "none",
            attempt = "90",
            min = 0,
            max = 255)
        Optional<Integer> value,
    @Param(does = "whether things are light or dark", byDefault = "light", attempt = "dark")
        Foreground foreground,
    @Param(does = "which rule", byDefault = "zhang-suen", attempt = "guo-hall") Method method)
    implements Transform {
  /** Which rule. */
  public enum Method {
    /** Zhang and Suen's. */
    ZHANG_SUEN,
    /** Guo and Hall's: fewer stray ends. */
    GUO_HALL
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Mat mask = new Mat()) {
      foreground.mask(in, value, mask);
      byte[] values = new byte[in.width() * in.height()];
      mask.<ByteBuffer>createBuffer().get(values);
      Skeleton.thin(values, in.width(), in.height(), method);
      return Raster.of(in.width(), in.height(), ColorSpace.GRAY, values);
    }
  }
}
