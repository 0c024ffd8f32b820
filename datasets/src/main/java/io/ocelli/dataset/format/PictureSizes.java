package io.ocelli.dataset.format;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Workers;
import io.ocelli.error.OcelliException;
import io.ocelli.image.ImageHeader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sizes of upright pictures, from their headers: nothing is decoded. */
final class PictureSizes {
  private static final int HEAD = 1 << 14;
  private static final int LONG_HEAD = 1 << 18;

  private PictureSizes() {}

  /** A picture's size, or why it has none. */
  record Measured(int width, int height, @Nullable String trouble) {}

  /** Sizes by name of the source. */
  static Map<String, Measured> of(List<ByteSource> sources, int threads) {
    Map<String, Measured> sizes = new ConcurrentHashMap<>();
    AtomicInteger next = new AtomicInteger();
    try {
      Workers.run(
          threads,
          "ocelli-sizes",
          () -> {
            for (int i = next.getAndIncrement(); i < sources.size(); i = next.getAndIncrement()) {
              sizes.put(sources.get(i).name(), of(sources.get(i)));
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("nothing here lets it through", e);
    }
    return new HashMap<>(sizes);
  }

  static Measured of(ByteSource source) {
    // A header is short, unless a preview comes before it.
    if (source.file() != null) {
      for (int length : new int[] {HEAD, LONG_HEAD}) {
        if (source.size() > length) {
          Measured measured = of(FileTree.head(source, length), source.name());
          if (measured.trouble() == null) {
            return measured;
          }
        }
      }
    }
    try {
      return of(source.read(), source.name());
    } catch (IOException e) {
      return new Measured(0, 0, "it cannot be read: " + e.getMessage());
    }
  }

  private static Measured of(byte[] bytes, String name) {
    try {
      ImageHeader header = ImageHeader.of(bytes, name);
      return new Measured(header.uprightWidth(), header.uprightHeight(), null);
    } catch (OcelliException e) {
      return new Measured(0, 0, e.problem());
    }
  }
}
