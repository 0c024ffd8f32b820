package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Smooths surfaces and keeps edges; see {@link Op}. */
@Op(
    name = "bilateral",
    does = "Smooths surfaces and keeps edges: a pixel counts by how near it is and how alike.",
    example = "bilateral size=15 sigma-color=120 sigma-space=15",
    source = "Tomasi and Manduchi 1998; OpenCV bilateralFilter",
    notes = "Transparency is left as it is; CMYK becomes BGR.")
public record Bilateral(
    @Param(
            does = "width of the neighbourhood",
            unit = "px",
            byDefault = "9",
            attempt = "15",
            min = 1,
            max = 99,
            odd = true)
        int size,
    @Param(
            does = "how different two values may be and still be mixed; 0 to 255 is the range",
            byDefault = "50",
            attempt = "120",
            min = 0.1,
            max = 1000)
        double sigmaColor,
    @Param(
            does = "standard deviation of the weight by distance",
            unit = "px",
            byDefault = "10",
            attempt = "3",
            min = 0.1,
            max = 1000)
        double sigmaSpace,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.CMYK) {
      try (Raster bgr = in.to(ColorSpace.BGR)) {
        return smooth(bgr);
      }
    }
    return Alpha.kept(in, this::smooth);
  }

  private Raster smooth(Raster in) {
    return Raster.make(
        in.space(),
        out ->
            Outside.run(
                in.mat(),
                out,
                border,
                size / 2,
                size / 2,
                (from, to, outside) ->
                    opencv_imgproc.bilateralFilter(
                        from, to, size, sigmaColor, sigmaSpace, outside)));
  }
}
