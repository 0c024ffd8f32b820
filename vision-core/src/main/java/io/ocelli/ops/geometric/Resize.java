package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Size;

/** Another size; see {@link Op}. */
@Op(
    name = "resize",
    does = "Changes the size in pixels.",
    example = "resize width=200",
    source = "OpenCV resize",
    notes =
        "Sides are rounded to the nearest whole number, halves up, and are at least 1. With no width and no height both sides become half, or 'scale' of what they are. Percent are of the same side of the picture.")
public record Resize(
    @Param(
            does = "of the result; none follows from the height",
            unit = "px",
            byDefault = "none",
            attempt = "200",
            min = 0)
        Optional<Length> width,
    @Param(
            does = "of the result; none follows from the width",
            unit = "px",
            byDefault = "none",
            attempt = "120",
            min = 0)
        Optional<Length> height,
    @Param(
            does = "part of both sides, where neither width nor height is given",
            byDefault = "0.5",
            attempt = "2",
            min = 1e-05,
            max = 1000)
        double scale,
    @Param(
            does = "what to do when both are given and the shape differs",
            byDefault = "stretch",
            attempt = "fit")
        Rule rule,
    @Param(does = "how values between pixels are found", byDefault = "auto", attempt = "nearest")
        Method interpolation,
    @Param(does = "whether a picture that is smaller may grow", byDefault = "true") boolean enlarge,
    @Param(
            does = "for rule=pad: what lies outside of the picture",
            byDefault = "constant",
            attempt = "reflect")
        Border border,
    @Param(
            does = "for a constant border; none is black, or clear where there is opacity",
            byDefault = "none",
            attempt = "orange")
        Optional<Rgb> color)
    implements Transform {
  /** What to do when the picture has another shape than the size that is asked for. */
  public enum Rule {
    /** Stretch it to exactly that size. */
    STRETCH,
    /** The largest that fits inside, its shape kept. */
    FIT,
    /** The smallest that covers it, its shape kept; what stands over is cut off on both sides. */
    FILL,
    /** As fit, then a border to exactly that size. */
    PAD,
    /** The one side that is given becomes the longer side of the result. */
    LONGEST,
    /** The one side that is given becomes the shorter side of the result. */
    SHORTEST
  }

  /** How values between pixels are found. */
  public enum Method {
    /** Area where no side grows, else cubic. */
    AUTO(-1),
    /** The nearest pixel. */
    NEAREST(opencv_imgproc.INTER_NEAREST),
    /** Four neighbours; skips pixels when it shrinks by more than half. */
    LINEAR(opencv_imgproc.INTER_LINEAR),
    /** Sixteen neighbours; skips pixels when it shrinks by more than half. */
    CUBIC(opencv_imgproc.INTER_CUBIC),
    /** The mean of all pixels that become one; for shrinking. */
    AREA(opencv_imgproc.INTER_AREA),
    /** Sixty-four neighbours; skips pixels when it shrinks by more than half. */
    LANCZOS(opencv_imgproc.INTER_LANCZOS4);

    private final int code;

    Method(int code) {
      this.code = code;
    }
  }

  private static final double NO_SCALE = 0.5;

  /** Checks that not too much is given. */
  public Resize {
    boolean sides = width.isPresent() || height.isPresent();
    if (sides && scale != NO_SCALE) {
      throw new IllegalArgumentException("give either scale, or width and height");
    }
    if ((rule == Rule.LONGEST || rule == Rule.SHORTEST)
        && width.isPresent()
        && height.isPresent()) {
      throw new IllegalArgumentException(
          "rule=%s takes one of width and height".formatted(rule.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    ResizePlan plan = ResizePlan.of(this, in);
    Outside outside = new Outside(border, color);
    if (!plan.source().equals(Extent.of(in))) {
      try (Raster cut =
          outside.window(
              in,
              (in.width() - plan.source().width()) / 2,
              (in.height() - plan.source().height()) / 2,
              plan.source(),
              "resize")) {
        return scaled(cut, plan.picture());
      }
    }
    if (plan.whole().equals(plan.picture())) {
      return scaled(in, plan.picture());
    }
    try (Raster small = scaled(in, plan.picture())) {
      return outside.window(
          small,
          -((plan.whole().width() - small.width()) / 2),
          -((plan.whole().height() - small.height()) / 2),
          plan.whole(),
          "resize");
    }
  }

  private Raster scaled(Raster in, Extent size) {
    int code = interpolation.code;
    if (interpolation == Method.AUTO) {
      boolean grows = size.width() > in.width() || size.height() > in.height();
      code = grows ? opencv_imgproc.INTER_CUBIC : opencv_imgproc.INTER_AREA;
    }
    return resized(in, size, code);
  }

  /** The picture in another size; shares the pixels where it has that size. */
  static Raster resized(Raster in, Extent size, int interpolation) {
    if (size.equals(Extent.of(in))) {
      return in.share();
    }
    return Raster.make(
        in.space(),
        out -> {
          try (Size wanted = new Size(size.width(), size.height())) {
            resize(in.mat(), out, wanted, 0, 0, interpolation);
          }
        });
  }
}
