package io.ocelli.model.train;

import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import org.jspecify.annotations.Nullable;

/** The batches of a loader of pictures. Does not own the loader. */
record PictureBatches(
    BatchLoader loader, int channels, int height, int width, int samples, boolean shuffle)
    implements BatchSource {
  @Override
  public int[] shape() {
    return new int[] {channels, height, width};
  }

  @Override
  public Batches epoch(int number) {
    Epoch epoch = loader.epoch(number, shuffle);
    return new Batches() {
      private @Nullable Batch open;

      @Override
      public @Nullable Samples next() {
        release();
        if (!epoch.hasNext()) {
          return null;
        }
        Batch batch = epoch.next();
        open = batch;
        return new Samples(batch.pixels(), batch.labels(), batch.size());
      }

      @Override
      public void close() {
        release();
        epoch.close();
      }

      private void release() {
        if (open != null) {
          open.close();
          open = null;
        }
      }
    };
  }
}
