package io.ocelli.ops.geometric;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Moves the picture; see {@link Op}. */
@Op(
    name = "shift",
    does = "Moves the picture within its frame.",
    example = "shift x=25% border=wrap",
    source = "OpenCV copyMakeBorder",
    notes = "By whole pixels: the shift is rounded, and no value changes.")
public record Shift(
    @Param(does = "to the right; below 0 to the left", byDefault = "10%", attempt = "25%") Length x,
    @Param(does = "down; below 0 up", byDefault = "0", attempt = "-20") Length y,
    @Param(does = "what lies outside of the picture", byDefault = "constant", attempt = "reflect")
        Border border,
    @Param(
            does = "for a constant border; none is black, or clear where there is opacity",
            byDefault = "none",
            attempt = "orange")
        Optional<Rgb> color)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    int right = within(Math.rint(x.of(in.width())), in.width());
    int down = within(Math.rint(y.of(in.height())), in.height());
    if (right == 0 && down == 0) {
      return in;
    }
    return new Outside(border, color).window(in, -right, -down, Extent.of(in), "shift");
  }

  /** The same shift by less than the repeat of the border: no farther is anything else to see. */
  private int within(double shift, int side) {
    return switch (border) {
      case CONSTANT, EDGE -> (int) Math.max(-side, Math.min(side, shift));
      case WRAP -> (int) (shift % side);
      case REFLECT -> (int) (shift % (2.0 * side));
      case REFLECT101 -> side == 1 ? 0 : (int) (shift % (2.0 * side - 2));
    };
  }
}
