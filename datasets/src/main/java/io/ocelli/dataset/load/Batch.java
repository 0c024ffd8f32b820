package io.ocelli.dataset.load;

import io.ocelli.dataset.Sample;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Some pictures and their labels. Its buffer belongs to the loader: after {@link #close()} it holds
 * other pictures.
 */
public final class Batch implements AutoCloseable {
  private final BatchLoader loader;
  private final Slab slab;
  private final int[] labels;
  private final List<Sample> samples;
  private boolean closed;

  Batch(BatchLoader loader, Slab slab) {
    this.loader = loader;
    this.slab = slab;
    this.labels = slab.labels();
    this.samples = slab.samples();
  }

  /**
   * The pictures as float32 NCHW, values and channel order as the loader's preprocessing says: a
   * direct buffer with position 0 and {@code size() * channels * height * width} elements.
   */
  public FloatBuffer pixels() {
    if (closed) {
      throw new IllegalStateException("the batch is closed");
    }
    return slab.pixels();
  }

  /** The class of each picture. */
  public int[] labels() {
    return labels.clone();
  }

  /** Where each picture came from. */
  public List<Sample> samples() {
    return samples;
  }

  /** Number of pictures. */
  public int size() {
    return samples.size();
  }

  /** Gives the buffer back; more than once does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      loader.giveBack(slab);
    }
  }
}
