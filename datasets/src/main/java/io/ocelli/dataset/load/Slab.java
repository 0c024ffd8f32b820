package io.ocelli.dataset.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The memory of one batch, used over and over. Guarded by the loader's lock. */
final class Slab {
  private final int elements;
  private final int capacity;
  private final List<Entry> entries;

  /** What is known of a picture of the batch. */
  record Entry(BatchLoader.Turn turn, SampleReader.Facts facts) {}

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
    capacity = batchSize;
    entries = new ArrayList<>(batchSize);
  }

  /** Gives the next place to a picture. */
  int take(BatchLoader.Turn turn, SampleReader.Prepared prepared) {
    int place = entries.size();
    entries.add(new Entry(turn, prepared.facts()));
    pending++;
    sealed = isFull();
    return place;
  }

  boolean isReady() {
    return sealed && pending == 0;
  }

  boolean isFull() {
    return entries.size() == capacity;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Where in the epoch's order the picture after the last one of the batch is. */
  int nextPlace() {
    return entries.get(entries.size() - 1).turn().place() + 1;
  }

  FloatBuffer pixels() {
    return buffer.slice(0, entries.size() * elements);
  }

  void clear() {
    entries.clear();
    pending = 0;
    sealed = false;
  }
}
