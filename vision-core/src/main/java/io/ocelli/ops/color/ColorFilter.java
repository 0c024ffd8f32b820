package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.min;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Keeps some colours; see {@link Op}. */
@Op(
    name = "color-filter",
    does = "Keeps the colours of a range of hue, saturation and value.",
    finds = ColorArea.class,
    example = "color-filter hue=70..170 saturation=25..100 show=gray-out",
    source = "OpenCV inRange in HSV",
    notes =
        "Red is 0 degrees, green 120, blue 240; hue=340..20 goes by way of red. Hue is known in"
            + " steps of two degrees. Measures how many pixels are kept.")
public record ColorFilter(
    @Param(
            does = "hue; from above to goes by way of 0",
            unit = "degrees",
            byDefault = "70..170",
            attempt = "340..20",
            min = 0,
            max = 360)
        Range hue,
    @Param(
            does = "strength of the colour, 0 is gray",
            unit = "percent",
            byDefault = "20..100",
            attempt = "50..100",
            min = 0,
            max = 100)
        Range saturation,
    @Param(
            does = "lightness of the colour, 0 is black",
            unit = "percent",
            byDefault = "15..100",
            attempt = "0..60",
            min = 0,
            max = 100)
        Range value,
    @Param(does = "what becomes of the picture", byDefault = "keep", attempt = "gray-out")
        Show show,
    @Param(does = "for show=keep: what the rest becomes", byDefault = "black", attempt = "white")
        Rgb color)
    implements Transform {
  /** What becomes of the picture. */
  public enum Show {
    /** The rest becomes one colour. */
    KEEP,
    /** White where a pixel is kept, black elsewhere; gray. */
    MASK,
    /** The rest becomes gray. */
    GRAY_OUT,
    /** The rest becomes clear. */
    CUT_OUT,
    /** The picture stays as it is; for measuring. */
    NONE
  }

  private static final int HUES = 180;

  /** Checks the order. */
  public ColorFilter {
    if (saturation.from() > saturation.to() || value.from() > value.to()) {
      throw new IllegalArgumentException(
          "only a range of hue may go from a larger to a smaller number");
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster mask = mask(in)) {
      int pixels = countNonZero(mask.mat());
      findings.add(new ColorArea(pixels, pixels / ((double) in.width() * in.height())));
      return switch (show) {
        case NONE -> in;
        case MASK -> mask.share();
        case KEEP -> kept(in, mask);
        case GRAY_OUT -> grayedOut(in, mask);
        case CUT_OUT -> cutOut(in, mask);
      };
    }
  }

  private Raster mask(Raster in) {
    try (Raster hsv = in.to(ColorSpace.HSV)) {
      return Raster.make(ColorSpace.GRAY, out -> mask(hsv.mat(), out));
    }
  }

  private void mask(Mat hsv, Mat out) {
    int from = (int) Math.ceil(hue.from() / 2);
    int to = (int) Math.floor(hue.to() / 2);
    boolean aroundRed = hue.from() > hue.to();
    // 360 is red, as 0 is.
    boolean redToo = !aroundRed && to == HUES && from > 0;
    inRange(hsv, from, aroundRed ? HUES : to, out);
    if (aroundRed || redToo) {
      try (Mat more = new Mat()) {
        inRange(hsv, 0, aroundRed ? to : 0, more);
        bitwise_or(out, more, out);
      }
    }
  }

  private void inRange(Mat hsv, int from, int to, Mat out) {
    try (Scalar least = new Scalar(from, atLeast(saturation), atLeast(value), 0);
        Scalar most = new Scalar(to, atMost(saturation), atMost(value), 0);
        Mat low = new Mat(least);
        Mat high = new Mat(most)) {
      opencv_core.inRange(hsv, low, high, out);
    }
  }

  private static double atLeast(Range percent) {
    return Math.ceil(percent.from() * 2.55 - 1e-9);
  }

  private static double atMost(Range percent) {
    return Math.floor(percent.to() * 2.55 + 1e-9);
  }

  private Raster kept(Raster in, Raster mask) {
    return ColorWork.apply(
        in,
        (from, out) -> {
          double luma = 0.299 * color.red() + 0.587 * color.green() + 0.114 * color.blue();
          try (Scalar rest =
              from.channels() == 1
                  ? new Scalar(Math.rint(luma))
                  : new Scalar(color.blue(), color.green(), color.red(), 0)) {
            out.create(from.rows(), from.cols(), from.type());
            out.put(rest);
            from.copyTo(out, mask.mat());
          }
        });
  }

  private static Raster grayedOut(Raster in, Raster mask) {
    try (Raster gray = in.to(ColorSpace.GRAY);
        Raster plain = gray.to(ColorSpace.BGR)) {
      return ColorWork.apply(
          in,
          (from, out) -> {
            (from.channels() == 1 ? gray : plain).mat().copyTo(out);
            from.copyTo(out, mask.mat());
          });
    }
  }

  private static Raster cutOut(Raster in, Raster mask) {
    try (Raster bgra = in.to(ColorSpace.BGRA);
        Mat alpha = new Mat();
        Mat less = new Mat()) {
      extractChannel(bgra.mat(), alpha, 3);
      min(alpha, mask.mat(), less);
      return Raster.make(
          ColorSpace.BGRA,
          out -> {
            bgra.mat().copyTo(out);
            insertChannel(less, out, 3);
          });
    }
  }
}
