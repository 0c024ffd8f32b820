package io.ocelli.dataset.load;

import io.ocelli.image.Image;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Decoded pictures at the model's size, by index of the sample, up to a number of bytes. */
final class PictureCache implements AutoCloseable {
  // What a picture takes besides its pixels: the native header and the Java objects around it.
  private static final int OVERHEAD = 512;

  private final AtomicReferenceArray<Image> pictures;
  private final AtomicLong bytes = new AtomicLong();
  private final long limit;

  PictureCache(int samples, long limit) {
    this.pictures = new AtomicReferenceArray<>(limit > 0 ? samples : 0);
    this.limit = limit;
  }

  @Nullable Image get(int index) {
    return limit > 0 ? pictures.get(index) : null;
  }

  /** Takes ownership of the picture if there is room. */
  boolean keep(int index, Image image) {
    if (limit == 0) {
      return false;
    }
    long size = 3L * image.width() * image.height() + OVERHEAD;
    if (bytes.addAndGet(size) > limit) {
      bytes.addAndGet(-size);
      return false;
    }
    if (!pictures.compareAndSet(index, null, image)) {
      bytes.addAndGet(-size);
      return false;
    }
    return true;
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    for (int i = 0; i < pictures.length(); i++) {
      Image image = pictures.getAndSet(i, null);
      if (image != null) {
        image.close();
      }
    }
    bytes.set(0);
  }
}
