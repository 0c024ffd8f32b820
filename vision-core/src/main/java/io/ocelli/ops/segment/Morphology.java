package io.ocelli.ops.segment;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Grows and shrinks what is light; see {@link Op}. */
@Op(
    name = "morphology",
    does = "Lets what is light grow or shrink, opens or closes it, by the shape of a brush.",
    example = "threshold method=otsu | morphology operation=gradient size=7",
    scene = "shapes",
    source = "Serra 1982; OpenCV morphologyEx",
    notes = "Each channel by itself. What lies outside of the picture takes no part.")
public record Morphology(
    @Param(does = "what is done", byDefault = "open", attempt = "dilate") Operation operation,
    @Param(does = "the shape of the brush", byDefault = "rect", attempt = "ellipse") Shape shape,
    @Param(
            does = "side of the brush",
            unit = "px",
            byDefault = "3",
            attempt = "9",
            min = 1,
            max = 299,
            odd = true)
        int size,
    @Param(does = "how often", byDefault = "1", attempt = "2", min = 1, max = 100) int iterations)
    implements Transform {
  /** What is done. */
  public enum Operation {
    /** The smallest value under the brush: light things shrink. */
    ERODE(opencv_imgproc.MORPH_ERODE),
    /** The largest value under the brush: light things grow. */
    DILATE(opencv_imgproc.MORPH_DILATE),
    /** Erode, then dilate: light specks vanish. */
    OPEN(opencv_imgproc.MORPH_OPEN),
    /** Dilate, then erode: dark holes vanish. */
    CLOSE(opencv_imgproc.MORPH_CLOSE),
    /** Dilated less eroded: outlines. */
    GRADIENT(opencv_imgproc.MORPH_GRADIENT),
    /** The picture less what open leaves: light specks. */
    TOP_HAT(opencv_imgproc.MORPH_TOPHAT),
    /** What close leaves less the picture: dark holes. */
    BLACK_HAT(opencv_imgproc.MORPH_BLACKHAT);

    private final int code;

    Operation(int code) {
      this.code = code;
    }
  }

  /** The shape of the brush. */
  public enum Shape {
    /** A square. */
    RECT(opencv_imgproc.MORPH_RECT),
    /** A plus sign. */
    CROSS(opencv_imgproc.MORPH_CROSS),
    /** A disc. */
    ELLIPSE(opencv_imgproc.MORPH_ELLIPSE);

    private final int code;

    Shape(int code) {
      this.code = code;
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(
        in.space(),
        out -> {
          try (Size side = new Size(size, size);
              Mat brush = opencv_imgproc.getStructuringElement(shape.code, side);
              Point middle = new Point(-1, -1);
              Scalar none = opencv_imgproc.morphologyDefaultBorderValue()) {
            opencv_imgproc.morphologyEx(
                in.mat(),
                out,
                operation.code,
                brush,
                middle,
                iterations,
                opencv_core.BORDER_CONSTANT,
                none);
          }
        });
  }
}
