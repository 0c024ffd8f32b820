package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_imgproc.createCLAHE;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;

/** Local histogram equalisation; see {@link Op}. */
@Op(
    name = "clahe",
    does = "Brings out detail: equalizes the tones of each part of the picture on its own.",
    example = "clahe clip=4",
    scene = "dark",
    source =
        "Zuiderveld, Contrast limited adaptive histogram equalization, Graphics Gems IV, 1994;"
            + " OpenCV createCLAHE")
public record Clahe(
    @Param(
            does = "how much contrast may grow; 0 is without limit",
            byDefault = "2",
            attempt = "4",
            min = 0,
            max = 256)
        double clip,
    @Param(
            does = "number of parts along each side",
            byDefault = "8",
            attempt = "4",
            min = 1,
            max = 64)
        int tiles,
    @Param(does = "what it goes by in colour pictures", byDefault = "luma", attempt = "channels")
        On on)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return LumaWork.apply(
        in,
        on,
        (channel, out) -> {
          try (Size parts = new Size(tiles, tiles);
              CLAHE clahe = createCLAHE(clip, parts)) {
            clahe.apply(channel, out);
          }
        });
  }
}
