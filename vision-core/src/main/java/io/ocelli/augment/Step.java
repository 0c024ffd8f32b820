package io.ocelli.augment;

import java.util.List;

/**
 * A change and how likely it is.
 *
 * @param change what happens
 * @param p probability, 0 to 1; inside a {@link Choice} its weight
 * @param block the steps that a {@link Choice} chooses from; empty for others
 */
public record Step(Change change, double p, List<Step> block) {
  /** Copies the block; refuses what cannot be. */
  public Step {
    block = List.copyOf(block);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, got " + p);
    }
    if (change instanceof Choice == block.isEmpty()) {
      throw new IllegalArgumentException(
          block.isEmpty() ? "nothing to choose from" : change + " takes no block");
    }
  }

  /** A change that always happens. */
  public static Step of(Change change) {
    return new Step(change, 1, List.of());
  }

  /** A change that happens with a probability. */
  public static Step of(Change change, double p) {
    return new Step(change, p, List.of());
  }

  /** The number of places that this step takes: itself and all inside. */
  int places() {
    return 1 + block.stream().mapToInt(Step::places).sum();
  }
}
