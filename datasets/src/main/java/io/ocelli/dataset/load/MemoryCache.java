package io.ocelli.dataset.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Keeps pictures in memory, up to a number of bytes. */
final class MemoryCache implements PictureCache {
  // What a picture takes besides its pixels: the native header and the Java objects around it.
  private static final int OVERHEAD = 512;

  private final AtomicReferenceArray<Fitted> pictures;
  private final AtomicLong bytes = new AtomicLong();
  private final long limit;

  MemoryCache(int pictures, long limit) {
    this.pictures = new AtomicReferenceArray<>(pictures);
    this.limit = limit;
  }

  @Override
  public @Nullable Fitted get(int index) {
    return pictures.get(index);
  }

  @Override
  public Fitted keep(int index, Fitted fitted) {
    long size = 3L * fitted.image().width() * fitted.image().height() + OVERHEAD;
    if (bytes.addAndGet(size) > limit) {
      bytes.addAndGet(-size);
      return fitted;
    }
    Fitted kept = fitted.asShared();
    if (!pictures.compareAndSet(index, null, kept)) {
      bytes.addAndGet(-size);
      return fitted;
    }
    return kept;
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    for (int i = 0; i < pictures.length(); i++) {
      Fitted fitted = pictures.getAndSet(i, null);
      if (fitted != null) {
        fitted.image().close();
      }
    }
    bytes.set(0);
  }
}
