package io.ocelli.model.learn;

import org.jspecify.annotations.Nullable;

/**
 * What the samples of a batch are.
 *
 * @param labels the class, or the heaviest one; an answer counts as right if it is this
 * @param weights of the classes, a row for each sample that sums to 1 (mixup and the like); null if
 *     each sample has its label alone
 */
@SuppressWarnings("ArrayRecordComponent") // views of a batch, never compared
public record Targets(int[] labels, float @Nullable [] weights) {
  /** Each sample has its label alone. */
  public static Targets of(int[] labels) {
    return new Targets(labels, null);
  }
}
