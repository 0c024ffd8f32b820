package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.min;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Mixes with another picture; see {@link Op}. */
@Op(
    name = "blend",
    does = "Mixes the picture with another one.",
    example = "blend with=scene/coins.png amount=0.4",
    source = "OpenCV addWeighted; W3C Compositing and Blending for the modes",
    notes =
        "The other picture is stretched to the size of this one. Gives BGR; opacity stays as it is.")
public record Blend(
    @Param(does = "the other picture", attempt = "scene/coins.png") OtherPicture with,
    @Param(
            does = "0 is this picture, 1 the mode in full",
            byDefault = "0.5",
            attempt = "0.8",
            min = 0,
            max = 1)
        double amount,
    @Param(does = "how the two are mixed", byDefault = "normal", attempt = "screen") Mode mode)
    implements Transform {
  /** How two values a (this picture) and b (the other one), 0 to 255, become one. */
  public enum Mode {
    /** b. */
    NORMAL,
    /** {@code a b / 255}: darkens. */
    MULTIPLY,
    /** {@code 255 - (255 - a)(255 - b) / 255}: lightens. */
    SCREEN,
    /** The smaller. */
    DARKEN,
    /** The larger. */
    LIGHTEN,
    /** {@code |a - b|}. */
    DIFFERENCE,
    /** {@code a + b}, at most 255. */
    ADD
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.GRAY) {
      try (Raster bgr = in.to(ColorSpace.BGR)) {
        return apply(bgr, findings);
      }
    }
    try (Raster other = with.raster();
        Raster same = sized(other, in.width(), in.height())) {
      return ColorWork.apply(in, (a, out) -> mix(a, same.mat(), out));
    }
  }

  private static Raster sized(Raster other, int width, int height) {
    if (other.width() == width && other.height() == height) {
      return other.share();
    }
    boolean shrinks = width <= other.width() && height <= other.height();
    return Raster.make(
        ColorSpace.BGR,
        out -> {
          try (Size size = new Size(width, height)) {
            resize(other.mat(), out, size, 0, 0, shrinks ? INTER_AREA : INTER_CUBIC);
          }
        });
  }

  private void mix(Mat a, Mat b, Mat out) {
    if (mode == Mode.NORMAL) {
      addWeighted(a, 1 - amount, b, amount, 0, out);
      return;
    }
    try (Mat full = new Mat()) {
      whole(a, b, full);
      addWeighted(a, 1 - amount, full, amount, 0, out);
    }
  }

  private void whole(Mat a, Mat b, Mat out) {
    switch (mode) {
      case NORMAL -> b.copyTo(out);
      case MULTIPLY -> multiply(a, b, out, 1 / 255.0, -1);
      case SCREEN -> {
        try (Mat darkA = new Mat();
            Mat darkB = new Mat();
            Mat product = new Mat()) {
          bitwise_not(a, darkA);
          bitwise_not(b, darkB);
          multiply(darkA, darkB, product, 1 / 255.0, -1);
          bitwise_not(product, out);
        }
      }
      case DARKEN -> min(a, b, out);
      case LIGHTEN -> max(a, b, out);
      case DIFFERENCE -> absdiff(a, b, out);
      case ADD -> add(a, b, out);
    }
  }
}
