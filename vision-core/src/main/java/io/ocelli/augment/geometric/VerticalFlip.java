package io.ocelli.augment.geometric;

import io.ocelli.augment.Dice;
import io.ocelli.augment.GeometricChange;
import io.ocelli.augment.Motion;
import io.ocelli.augment.Symmetry;
import io.ocelli.ops.Op;

/** Mirrors top to bottom; see {@link Op}. */
@Op(name = "vflip", does = "Mirrors top to bottom.", example = "vflip p=0.5")
public record VerticalFlip() implements GeometricChange {
  @Override
  public Motion draw(int width, int height, Dice dice) {
    return Symmetry.VFLIP;
  }
}
