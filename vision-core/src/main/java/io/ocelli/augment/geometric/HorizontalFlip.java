package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Symmetry;
import io.ocelli.ops.Op;

/** Mirrors left to right; see {@link Op}. */
@Op(name = "hflip", does = "Mirrors left to right.", example = "hflip p=0.5")
public record HorizontalFlip() implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    return Symmetry.HFLIP;
  }
}
