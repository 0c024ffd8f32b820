package io.ocelli.dataset.load;

import io.ocelli.dataset.Sample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The memory of one batch, used over and over. Guarded by the loader's lock. */
final class Slab {
  private final int elements;
  private final int[] labels;
  private final List<Sample> samples;

  /** Where workers write, each at its own place. */
  final FloatBuffer buffer;

  /** Places that are given out but not written yet. */
  int pending;

  /** Whether no more places are given out. */
  boolean sealed;

  Slab(int batchSize, int elements) {
    this.elements = elements;
    long bytes = 4L * batchSize * elements;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of "
              + batchSize
              + " pictures of this size takes more than 2 GiB: use a smaller batch");
    }
    buffer = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    labels = new int[batchSize];
    samples = new ArrayList<>(batchSize);
  }

  /** Gives the next place to a sample. */
  int take(Sample sample) {
    int place = samples.size();
    samples.add(sample);
    labels[place] = sample.label();
    pending++;
    sealed = samples.size() == labels.length;
    return place;
  }

  boolean isReady() {
    return sealed && pending == 0;
  }

  boolean isFull() {
    return samples.size() == labels.length;
  }

  int[] labels() {
    return Arrays.copyOf(labels, samples.size());
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  FloatBuffer pixels() {
    return buffer.slice(0, samples.size() * elements);
  }

  void clear() {
    samples.clear();
    pending = 0;
    sealed = false;
  }
}
