package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Symmetry;
import io.ocelli.ops.Op;

/** One of the eight symmetries; see {@link Op}. */
@Op(
    name = "d4",
    does = "Takes one of the eight turns and mirrorings of a square, each as likely.",
    example = "d4",
    source = "the dihedral group of order 8",
    notes =
        "Exact: pixels change places, none is mixed. Half of them exchange width and height. For pictures without an upper side, such as leaves, cells and views from above.")
public record AnySymmetry() implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    Symmetry[] all = Symmetry.values();
    return all[dice.below(all.length)];
  }
}
