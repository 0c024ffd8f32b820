package io.ocelli.model.train;

import io.ocelli.dataset.load.Position;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Batches for the loop: pictures or feature vectors. */
public interface BatchSource {
  /** Shape of one sample: {channels, height, width} or {features}. */
  int[] shape();

  /** Samples in an epoch; files that turn out broken make it fewer. */
  int samples();

  /** The batches of an epoch, in an order that depends on the seed and the epoch only. */
  Batches epoch(int epoch);

  /**
   * What is left of an epoch.
   *
   * @param done batches that were given before
   * @param from what the last of them had as {@link Samples#after}
   */
  default Batches rest(int epoch, int done, @Nullable Position from) {
    Batches batches = epoch(epoch);
    for (int i = 0; i < done && batches.next() != null; i++) {}
    return batches;
  }

  /** Batches in order. Closing early stops what loads them. */
  interface Batches extends AutoCloseable {
    /** The next batch, valid until the next call; null after the last. */
    @Nullable Samples next();

    @Override
    void close();
  }

  /**
   * Some samples.
   *
   * @param values direct buffer, n samples of the source's shape
   * @param labels class indices; of mixed samples the heaviest
   * @param size how many
   * @param weights of the classes in each sample, n rows of a value for each class that sum to 1;
   *     null if each sample has its label alone
   * @param after where the epoch goes on, for sources that can begin there; null for others
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of reused buffers, never compared
  record Samples(
      FloatBuffer values,
      int[] labels,
      int size,
      float @Nullable [] weights,
      @Nullable Position after) {
    /** Samples with their labels alone. */
    public Samples(FloatBuffer values, int[] labels, int size) {
      this(values, labels, size, null, null);
    }
  }
}
