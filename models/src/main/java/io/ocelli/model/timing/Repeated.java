package io.ocelli.model.timing;

import io.ocelli.dataset.ByteSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/** The same pictures over and over, at least once, as long as there is time. */
final class Repeated implements Iterator<ByteSource> {
  private final List<ByteSource> sources;
  private final BooleanSupplier more;
  private int at;

  Repeated(List<ByteSource> sources, BooleanSupplier more) {
    this.sources = sources;
    this.more = more;
  }

  @Override
  public boolean hasNext() {
    return at == 0 || more.getAsBoolean();
  }

  @Override
  public ByteSource next() {
    if (sources.isEmpty()) {
      throw new NoSuchElementException();
    }
    return sources.get(at++ % sources.size());
  }
}
