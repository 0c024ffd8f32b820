package io.ocelli.ops.filter;

import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.DoubleBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Fills in what is marked; see {@link Op}. */
@Op(
    name = "inpaint",
    does = "Fills in what a mask or a colour marks, from what is around it.",
    example = "inpaint mask=scene/mask.png radius=5",
    source = "Telea 2004; Bertalmio, Bertozzi and Sapiro 2001 (Navier-Stokes); OpenCV inpaint",
    notes =
        "For scratches, writing and small things; large holes become smears. Transparency is left"
            + " as it is; HSV, Lab, YCrCb and CMYK become BGR.")
public record Inpaint(
    @Param(does = "how the hole is filled", byDefault = "telea", attempt = "navier-stokes")
        Method method,
    @Param(
            does = "picture of the same size that is light where something is to be filled in",
            byDefault = "none",
            attempt = "scene/mask.png")
        Optional<OtherPicture> mask,
    @Param(
            does = "colour that marks what is to be filled in, where no mask is given",
            byDefault = "magenta",
            attempt = "white")
        Rgb color,
    @Param(
            does = "how far each of red, green and blue may be from the colour",
            byDefault = "30",
            attempt = "60",
            min = 0,
            max = 255)
        int tolerance,
    @Param(
            does = "how far the mark is widened, because its edge is mixed with the picture",
            unit = "px",
            byDefault = "1",
            attempt = "3",
            min = 0,
            max = 50)
        int grow,
    @Param(
            does = "how far around a pixel it is looked for what it may have been",
            unit = "px",
            byDefault = "3",
            attempt = "8",
            min = 1,
            max = 50)
        double radius)
    implements Transform {
  /** How a hole is filled. */
  public enum Method {
    /** Inwards from the edge, by weighted means. */
    TELEA(opencv_photo.INPAINT_TELEA),
    /** So that lines of equal brightness go on. */
    NAVIER_STOKES(opencv_photo.INPAINT_NS);

    private final int code;

    Method(int code) {
      this.code = code;
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Mat marked = new Mat()) {
      mark(in, marked);
      if (in.space() == ColorSpace.BGRA) {
        return Alpha.kept(in, bgr -> fill(bgr, marked));
      }
      try (Raster plain = Alpha.grayOrBgr(in)) {
        return fill(plain, marked);
      }
    }
  }

  private Raster fill(Raster in, Mat marked) {
    return Raster.make(
        in.space(), out -> opencv_photo.inpaint(in.mat(), marked, out, radius, method.code));
  }

  private void mark(Raster in, Mat marked) {
    if (mask.isPresent()) {
      try (Raster other = mask.get().raster();
          Raster gray = other.to(ColorSpace.GRAY)) {
        if (gray.width() != in.width() || gray.height() != in.height()) {
          throw new OcelliException(
              "the mask has another size than the picture",
              "%dx%d pixels".formatted(gray.width(), gray.height()),
              mask.get().toString(),
              "a mask of %dx%d pixels".formatted(in.width(), in.height()));
        }
        opencv_imgproc.threshold(gray.mat(), marked, 127, 255, opencv_imgproc.THRESH_BINARY);
      }
    } else {
      byColour(in, marked);
    }
    if (grow > 0) {
      try (Size side = new Size(2 * grow + 1, 2 * grow + 1);
          Mat brush = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_ELLIPSE, side)) {
        opencv_imgproc.dilate(marked, marked, brush);
      }
    }
  }

  private void byColour(Raster in, Mat marked) {
    try (Raster bgr = in.to(ColorSpace.BGR);
        Mat low = limit(-tolerance);
        Mat high = limit(tolerance)) {
      opencv_core.inRange(bgr.mat(), low, high, marked);
    }
  }

  /** The colour, moved, as four rows of doubles: OpenCV's form of a scalar in a matrix. */
  private Mat limit(int by) {
    Mat limit = new Mat(4, 1, opencv_core.CV_64FC1);
    limit
        .<DoubleBuffer>createBuffer()
        .put(new double[] {color.blue() + by, color.green() + by, color.red() + by, 0});
    return limit;
  }
}
