package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Fills what has one colour; see {@link Op}. */
@Op(
    name = "flood-fill",
    does = "Fills the area of about one colour around a place, as a paint bucket does.",
    finds = Region.class,
    example = "flood-fill x=2% y=2% tolerance=20 color=teal",
    scene = "shapes",
    source = "OpenCV floodFill",
    notes =
        "Gray pictures take the colour's gray; HSV, Lab, YCrCb and CMYK become BGR, and clear parts"
            + " are blended over white. --json gives area, box and centroid of what was filled.")
public record FloodFill(
    @Param(does = "the place, from the left", byDefault = "50%", attempt = "2%", min = 0) Length x,
    @Param(does = "the place, from the top", byDefault = "50%", attempt = "2%", min = 0) Length y,
    @Param(
            does = "how far each channel may be from that of the place",
            byDefault = "10",
            attempt = "40",
            min = 0,
            max = 255)
        int tolerance,
    @Param(
            does =
                "compare with the neighbour in place of the first pixel: goes along soft changes",
            byDefault = "false")
        boolean floating,
    @Param(
            does = "4: it spreads by the sides of pixels; 8: by their corners too",
            byDefault = "4",
            attempt = "8",
            min = 4,
            max = 8)
        int connectivity,
    @Param(does = "the colour", byDefault = "red", attempt = "teal") Rgb color,
    @Param(does = "what is shown", byDefault = "fill", attempt = "mask") Show show)
    implements Transform {
  /** What is shown. */
  public enum Show {
    /** The picture with the colour. */
    FILL,
    /** What was filled, in white on black. */
    MASK
  }

  /** Checks the connectivity. */
  public FloodFill {
    if (connectivity != 4 && connectivity != 8) {
      throw new IllegalArgumentException("connectivity is 4 or 8, got " + connectivity);
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    ColorSpace space = in.space() == ColorSpace.GRAY ? ColorSpace.GRAY : ColorSpace.BGR;
    int[] labels = new int[in.width() * in.height()];
    try (Raster plain = in.to(space);
        Raster filled = Raster.make(space, out -> fill(plain, out, labels))) {
      Regions regions = Regions.of(in.width(), in.height(), labels, 1, 1);
      regions.tell(findings);
      return show == Show.FILL ? filled.share() : regions.mask();
    }
  }

  private void fill(Raster in, Mat out, int[] labels) {
    in.mat().copyTo(out);
    int flags = connectivity | 255 << 8 | (floating ? 0 : opencv_imgproc.FLOODFILL_FIXED_RANGE);
    try (Mat mask = new Mat(in.height() + 2, in.width() + 2, opencv_core.CV_8UC1);
        Point seed =
            new Point(
                (int) Math.min(in.width() - 1, x.of(in.width())),
                (int) Math.min(in.height() - 1, y.of(in.height())));
        Scalar value = value(in.space());
        Scalar range = new Scalar(tolerance, tolerance, tolerance, tolerance);
        Scalar zero = new Scalar(0);
        Rect bounds = new Rect()) {
      mask.put(zero);
      opencv_imgproc.floodFill(out, mask, seed, value, bounds, range, range, flags);
      byte[] marks = new byte[mask.rows() * mask.cols()];
      mask.<ByteBuffer>createBuffer().get(marks);
      for (int i = 0; i < labels.length; i++) {
        int framed = (i / in.width() + 1) * (in.width() + 2) + i % in.width() + 1;
        labels[i] = marks[framed] == (byte) 255 ? 1 : 0;
      }
    }
  }

  private Scalar value(ColorSpace space) {
    long gray = Math.round(0.299 * color.red() + 0.587 * color.green() + 0.114 * color.blue());
    return space == ColorSpace.GRAY ? new Scalar((double) gray) : Colours.bgr(color);
  }
}
