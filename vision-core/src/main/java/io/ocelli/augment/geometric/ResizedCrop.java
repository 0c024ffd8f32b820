package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Resample;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.geometric.Interpolation;
import java.util.Optional;

/** Cuts out a part and brings it to a size; see {@link Op}. */
@Op(
    name = "resized-crop",
    does = "Cuts out a part of random area and shape, and brings it to a size.",
    example = "resized-crop area=0.3..1",
    source = "Szegedy et al., arXiv:1409.4842; torchvision RandomResizedCrop",
    notes =
        "Shapes are drawn evenly in their logarithm. If ten drawn parts do not fit into the picture, its middle is taken, as large as the shapes allow.")
public record ResizedCrop(
    @Param(
            does = "area of the part, as a part of the picture's",
            byDefault = "0.08..1",
            attempt = "0.1..0.3",
            min = 0.0001,
            max = 1)
        Range area,
    @Param(
            does = "width of the part over its height",
            byDefault = "0.75..1.3333",
            attempt = "0.5..2",
            min = 0.01,
            max = 100)
        Range ratio,
    @Param(
            does = "width of the result; none takes that of the picture",
            byDefault = "none",
            attempt = "50%",
            min = 0.001,
            max = 100_000)
        Optional<Length> width,
    @Param(
            does = "height of the result; none takes that of the picture",
            byDefault = "none",
            attempt = "50%",
            min = 0.001,
            max = 100_000)
        Optional<Length> height,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation)
    implements GeometricChange {
  private static final int DRAWS = 10;

  @Override
  public Motion draw(int inWidth, int inHeight, Dice dice) {
    for (int i = 0; i < DRAWS; i++) {
      double pixels = dice.in(area) * inWidth * inHeight;
      double shape = Math.exp(dice.between(Math.log(ratio.from()), Math.log(ratio.to())));
      int wide = (int) Math.round(Math.sqrt(pixels * shape));
      int high = (int) Math.round(Math.sqrt(pixels / shape));
      if (wide > 0 && high > 0 && wide <= inWidth && high <= inHeight) {
        int left = dice.below(inWidth - wide + 1);
        int top = dice.below(inHeight - high + 1);
        return resample(left, top, wide, high, inWidth, inHeight);
      }
    }
    double shape = (double) inWidth / inHeight;
    int wide = shape > ratio.to() ? (int) Math.round(inHeight * ratio.to()) : inWidth;
    int high = shape < ratio.from() ? (int) Math.round(inWidth / ratio.from()) : inHeight;
    wide = Math.min(Math.max(wide, 1), inWidth);
    high = Math.min(Math.max(high, 1), inHeight);
    return resample((inWidth - wide) / 2, (inHeight - high) / 2, wide, high, inWidth, inHeight);
  }

  private Motion resample(int left, int top, int wide, int high, int inWidth, int inHeight) {
    return new Resample(
        left, top, wide, high, side(width, inWidth), side(height, inHeight), interpolation);
  }

  private static int side(Optional<Length> length, int side) {
    return Math.max(1, (int) Math.round(length.map(l -> l.of(side)).orElse((double) side)));
  }
}
