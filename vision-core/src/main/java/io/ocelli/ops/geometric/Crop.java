package io.ocelli.ops.geometric;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Cuts out a rectangle; see {@link Op}. */
@Op(
    name = "crop",
    does = "Cuts out a rectangle.",
    example = "crop width=50% height=60% gravity=center",
    notes =
        "Everything is rounded to whole pixels. What lies outside of the picture is left off; a rectangle that lies outside altogether is refused.")
public record Crop(
    @Param(
            does = "left edge; none goes by gravity",
            unit = "px",
            byDefault = "none",
            attempt = "10")
        Optional<Length> x,
    @Param(
            does = "top edge; none goes by gravity",
            unit = "px",
            byDefault = "none",
            attempt = "10%")
        Optional<Length> y,
    @Param(
            does = "width of the rectangle",
            unit = "px",
            byDefault = "50%",
            attempt = "100",
            min = 0)
        Length width,
    @Param(
            does = "height of the rectangle",
            unit = "px",
            byDefault = "50%",
            attempt = "100",
            min = 0)
        Length height,
    @Param(
            does = "where the rectangle lies, as far as x and y do not say",
            byDefault = "center",
            attempt = "top-left")
        Gravity gravity)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    long wide = length(width, in.width());
    long high = length(height, in.height());
    long left = x.isPresent() ? place(x.get(), in.width()) : gravity.left(in.width(), wide);
    long top = y.isPresent() ? place(y.get(), in.height()) : gravity.top(in.height(), high);
    long right = Math.min(in.width(), left + wide);
    long bottom = Math.min(in.height(), top + high);
    left = Math.max(0, left);
    top = Math.max(0, top);
    if (left >= right || top >= bottom) {
      throw new OcelliException(
          "the rectangle lies outside of the picture",
          "x=%s y=%s width=%s height=%s"
              .formatted(
                  x.map(Length::toString).orElse("none"),
                  y.map(Length::toString).orElse("none"),
                  width,
                  height),
          "crop of " + Extent.describe(in),
          "give x below %d and y below %d".formatted(in.width(), in.height()));
    }
    if (right - left == in.width() && bottom - top == in.height()) {
      return in;
    }
    return Outside.NONE.window(
        in, (int) left, (int) top, new Extent((int) (right - left), (int) (bottom - top)), "crop");
  }

  /** At most a billion, so that sums stay whole. */
  private static long length(Length length, int side) {
    return Math.max(1, Math.min(1_000_000_000, Math.round(length.of(side))));
  }

  private static long place(Length length, int side) {
    return Math.max(-1_000_000_000, Math.min(1_000_000_000, Math.round(length.of(side))));
  }
}
