package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Histogram equalisation; see {@link Op}. */
@Op(
    name = "equalize",
    does = "Spreads the tones so that each is about as frequent as any other.",
    example = "equalize",
    scene = "dark",
    source = "OpenCV equalizeHist")
public record Equalize(
    @Param(does = "what it goes by in colour pictures", byDefault = "luma", attempt = "channels")
        On on)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return LumaWork.apply(in, on, opencv_imgproc::equalizeHist);
  }
}
