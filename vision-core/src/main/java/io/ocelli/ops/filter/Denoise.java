package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_photo;

/** Takes away noise by means of like patches; see {@link Op}. */
@Op(
    name = "denoise",
    does = "Takes away noise by the mean of patches that look alike, wherever they are nearby.",
    example = "median-blur size=3 | denoise strength=12 color-strength=20",
    scene = "noisy",
    source =
        "Buades, Coll and Morel 2005 (non-local means); OpenCV fastNlMeansDenoising and"
            + " fastNlMeansDenoisingColored",
    notes =
        "Colour is denoised in CIE L*a*b*; transparency is left as it is. HSV, Lab, YCrCb and CMYK"
            + " become BGR. The time grows with search² and patch².")
public record Denoise(
    @Param(
            does = "strength for lightness; more takes away more noise and more detail",
            byDefault = "5",
            attempt = "12",
            min = 0.1,
            max = 100)
        double strength,
    @Param(
            does = "strength for colour; not used for gray pictures",
            byDefault = "10",
            attempt = "20",
            min = 0.1,
            max = 100)
        double colorStrength,
    @Param(
            does = "side of the patches that are compared",
            unit = "px",
            byDefault = "7",
            attempt = "5",
            min = 1,
            max = 21,
            odd = true)
        int patch,
    @Param(
            does = "side of the square in which like patches are looked for",
            unit = "px",
            byDefault = "21",
            attempt = "11",
            min = 1,
            max = 51,
            odd = true)
        int search)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.GRAY) {
      return Raster.make(
          ColorSpace.GRAY,
          out -> opencv_photo.fastNlMeansDenoising(in.mat(), out, (float) strength, patch, search));
    }
    if (in.space() == ColorSpace.BGRA) {
      return Alpha.kept(in, this::colour);
    }
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      return colour(bgr);
    }
  }

  private Raster colour(Raster bgr) {
    return Raster.make(
        ColorSpace.BGR,
        out ->
            opencv_photo.fastNlMeansDenoisingColored(
                bgr.mat(), out, (float) strength, (float) colorStrength, patch, search));
  }
}
