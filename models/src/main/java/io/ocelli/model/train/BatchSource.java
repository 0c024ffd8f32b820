package io.ocelli.model.train;

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
   * @param labels class indices
   * @param size how many
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of reused buffers, never compared
  record Samples(FloatBuffer values, int[] labels, int size) {}
}
