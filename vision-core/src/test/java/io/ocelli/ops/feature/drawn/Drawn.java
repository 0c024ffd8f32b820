package io.ocelli.ops.feature.drawn;

import io.ocelli.image.Raster;
import java.util.List;

/** A picture, and what is in it. */
public record Drawn<T>(Raster raster, List<T> truth, String kind) implements AutoCloseable {
  @Override
  public void close() {
    raster.close();
  }
}
