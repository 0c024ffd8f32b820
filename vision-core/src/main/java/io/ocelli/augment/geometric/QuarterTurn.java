package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Symmetry;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Turns by quarters; see {@link Op}. */
@Op(
    name = "rot90",
    does = "Turns the picture by a random number of quarter turns counter-clockwise.",
    example = "rot90",
    notes = "Exact: pixels change places, none is mixed. Odd numbers exchange width and height.")
public record QuarterTurn(
    @Param(does = "how many quarter turns", byDefault = "0..3", attempt = "1", min = 0, max = 3)
        Range turns)
    implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    return Symmetry.quarters(dice.whole(turns));
  }
}
