package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Symmetry;
import io.ocelli.ops.Op;

/** Mirrors about the diagonal; see {@link Op}. */
@Op(
    name = "transpose",
    does = "Mirrors about the diagonal from the top left: rows become columns.",
    example = "transpose p=0.5")
public record Transpose() implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    return Symmetry.TRANSPOSE;
  }
}
