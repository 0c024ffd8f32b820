package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_photo;

/** Filters that keep edges; see {@link Op}. */
@Op(
    name = "stylize",
    does = "Smooths within edges, as a painting, or makes details stand out.",
    example = "stylize effect=painting",
    source = "Gastal and Oliveira 2011; OpenCV stylization, detailEnhance, edgePreservingFilter",
    notes = "The result is BGR; transparency is left as it is.")
public record Stylize(
    @Param(does = "what is made of the picture", byDefault = "painting", attempt = "detail")
        Effect effect,
    @Param(
            does = "how far smoothing reaches",
            unit = "px",
            byDefault = "30",
            attempt = "80",
            min = 1,
            max = 200)
        double sigmaSpace,
    @Param(
            does = "how large a step of brightness is an edge, as a part of the full range",
            byDefault = "0.3",
            attempt = "0.1",
            min = 0.01,
            max = 1)
        double sigmaRange)
    implements Transform {
  /** What is made of the picture. */
  public enum Effect {
    /** Smooth surfaces and drawn edges. */
    PAINTING,
    /** Fine structure is made stronger. */
    DETAIL,
    /** Smooth surfaces, and edges as they are. */
    SMOOTH
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.BGRA) {
      return Alpha.kept(in, this::work);
    }
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      return work(bgr);
    }
  }

  private Raster work(Raster bgr) {
    float space = (float) sigmaSpace;
    float range = (float) sigmaRange;
    return Raster.make(
        ColorSpace.BGR,
        out -> {
          switch (effect) {
            case PAINTING -> opencv_photo.stylization(bgr.mat(), out, space, range);
            case DETAIL -> opencv_photo.detailEnhance(bgr.mat(), out, space, range);
            case SMOOTH ->
                opencv_photo.edgePreservingFilter(
                    bgr.mat(), out, opencv_photo.RECURS_FILTER, space, range);
          }
        });
  }
}
