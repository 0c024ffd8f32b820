package io.ocelli.model.train;

import io.ocelli.dataset.load.Sampling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Feature vectors in memory as batches; shuffled by (seed, epoch), the last short batch left out
 * when shuffled.
 */
final class FeatureBatches implements BatchSource {
  private final float[][] rows;
  private final int[] labels;
  private final int batch;
  private final boolean shuffle;
  private final long seed;
  private final Sampling sampling;
  private final FloatBuffer values;

  FeatureBatches(
      float[][] rows, int[] labels, int batch, boolean shuffle, long seed, Sampling sampling) {
    this.sampling = sampling;
    if (rows.length != labels.length || rows.length == 0) {
      throw new IllegalArgumentException(rows.length + " rows and " + labels.length + " labels");
    }
    this.rows = rows;
    this.labels = labels;
    this.batch = Math.min(batch, rows.length);
    this.shuffle = shuffle;
    this.seed = seed;
    this.values =
        ByteBuffer.allocateDirect(Math.multiplyExact(this.batch * Float.BYTES, rows[0].length))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  @Override
  public int[] shape() {
    return new int[] {rows[0].length};
  }

  @Override
  public int samples() {
    return rows.length;
  }

  @Override
  public Batches epoch(int epoch) {
    int[] order = order(epoch);
    return new Batches() {
      private int next;

      @Override
      public @Nullable Samples next() {
        int n = Math.min(batch, order.length - next);
        if (n == 0 || (shuffle && n < batch)) {
          return null;
        }
        int[] some = new int[n];
        values.clear();
        for (int i = 0; i < n; i++) {
          values.put(rows[order[next]]);
          some[i] = labels[order[next]];
          next++;
        }
        return new Samples(values, some, n);
      }

      @Override
      public void close() {}
    };
  }

  private int[] order(int epoch) {
    if (shuffle && sampling != Sampling.NONE) {
      return sampling.order(rows.length, i -> new int[] {labels[i]}, seed, epoch);
    }
    int[] order = new int[rows.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffle) {
      Random random = new Random(Seeds.mix(seed, epoch, 0x5EED));
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
    return order;
  }
}
