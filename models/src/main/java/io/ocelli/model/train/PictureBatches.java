package io.ocelli.model.train;

import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import io.ocelli.dataset.load.Position;
import io.ocelli.image.Preprocess;
import org.jspecify.annotations.Nullable;

/** The batches of a loader of pictures. Does not own the loader. */
record PictureBatches(
    BatchLoader loader, Preprocess input, int classes, int samples, boolean shuffle)
    implements BatchSource {
  @Override
  public int[] shape() {
    return new int[] {input.channels(), input.height(), input.width()};
  }

  @Override
  public Batches epoch(int number) {
    return batches(loader.epoch(number, shuffle));
  }

  @Override
  public Batches rest(int number, int done, @Nullable Position from) {
    return from == null ? BatchSource.super.rest(number, done, null) : batches(loader.epoch(from));
  }

  private Batches batches(Epoch epoch) {
    boolean mixed = loader.options().augmentation().mixes();
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
        return new Samples(
            batch.pixels(),
            batch.labels(),
            batch.size(),
            mixed ? batch.labelWeights(classes) : null,
            batch.after());
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
