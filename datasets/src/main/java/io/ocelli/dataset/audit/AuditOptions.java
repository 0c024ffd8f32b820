package io.ocelli.dataset.audit;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a data set is checked.
 *
 * @param threads that work; the result does not depend on it
 * @param seed of the folds
 * @param features of a network, for likely wrong labels and for near copies that are in doubt; null
 *     for features without a network
 * @param progress told how many pictures have been read, from any thread
 */
public record AuditOptions(
    int threads, long seed, @Nullable PictureFeatures features, IntConsumer progress) {
  /** Without a network. */
  public AuditOptions(int threads, long seed) {
    this(threads, seed, null, done -> {});
  }
}
