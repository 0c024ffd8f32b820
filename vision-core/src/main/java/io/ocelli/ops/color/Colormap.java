package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_imgproc.applyColorMap;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** False colours; see {@link Op}. */
@Op(
    name = "colormap",
    does = "Shows gray values in false colours.",
    example = "colormap map=turbo",
    source = "OpenCV applyColorMap",
    notes =
        "Works on gray. Viridis, cividis, magma, inferno and plasma are even to the eye; viridis"
            + " and cividis hold for colour-blind people too.")
public record Colormap(
    @Param(does = "the colours", byDefault = "viridis", attempt = "turbo") Map map,
    @Param(does = "from light to dark instead", byDefault = "false") boolean reverse)
    implements Transform {
  /** The colours, as in OpenCV. */
  public enum Map {
    /** Red to yellow. */
    AUTUMN(opencv_imgproc.COLORMAP_AUTUMN),
    /** Black, steel, white. */
    BONE(opencv_imgproc.COLORMAP_BONE),
    /** Blue, cyan, yellow, red. */
    JET(opencv_imgproc.COLORMAP_JET),
    /** Blue to green. */
    WINTER(opencv_imgproc.COLORMAP_WINTER),
    /** The rainbow. */
    RAINBOW(opencv_imgproc.COLORMAP_RAINBOW),
    /** Black, green, blue, white. */
    OCEAN(opencv_imgproc.COLORMAP_OCEAN),
    /** Green to yellow. */
    SUMMER(opencv_imgproc.COLORMAP_SUMMER),
    /** Magenta to yellow. */
    SPRING(opencv_imgproc.COLORMAP_SPRING),
    /** Cyan to magenta. */
    COOL(opencv_imgproc.COLORMAP_COOL),
    /** Once round the hues. */
    HSV(opencv_imgproc.COLORMAP_HSV),
    /** Sepia-like pink. */
    PINK(opencv_imgproc.COLORMAP_PINK),
    /** Black, red, yellow, white. */
    HOT(opencv_imgproc.COLORMAP_HOT),
    /** MATLAB's blue to yellow. */
    PARULA(opencv_imgproc.COLORMAP_PARULA),
    /** Black, purple, cream; even to the eye. */
    MAGMA(opencv_imgproc.COLORMAP_MAGMA),
    /** Black, red, yellow; even to the eye. */
    INFERNO(opencv_imgproc.COLORMAP_INFERNO),
    /** Blue, purple, yellow; even to the eye. */
    PLASMA(opencv_imgproc.COLORMAP_PLASMA),
    /** Blue, green, yellow; even to the eye. */
    VIRIDIS(opencv_imgproc.COLORMAP_VIRIDIS),
    /** Blue to yellow, the same to colour-blind eyes. */
    CIVIDIS(opencv_imgproc.COLORMAP_CIVIDIS),
    /** White, blue, black, red, white: for angles. */
    TWILIGHT(opencv_imgproc.COLORMAP_TWILIGHT),
    /** Black, blue, white, red, black: for angles. */
    TWILIGHT_SHIFTED(opencv_imgproc.COLORMAP_TWILIGHT_SHIFTED),
    /** A smoother rainbow. */
    TURBO(opencv_imgproc.COLORMAP_TURBO),
    /** Black, green, white. */
    DEEPGREEN(opencv_imgproc.COLORMAP_DEEPGREEN);

    private final int code;

    Map(int code) {
      this.code = code;
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return Raster.make(
          ColorSpace.BGR,
          out -> {
            if (!reverse) {
              applyColorMap(gray.mat(), out, map.code);
              return;
            }
            try (Mat inverted = new Mat()) {
              bitwise_not(gray.mat(), inverted);
              applyColorMap(inverted, out, map.code);
            }
          });
    }
  }
}
