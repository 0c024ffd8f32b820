package io.ocelli.ops;

import java.util.List;

/**
 * What a pipeline made of a picture.
 *
 * @param parts the pictures: one, or as many as the operations split it into, which may be none
 * @param findings what the operations measured, in the order of the steps
 */
public record Result(List<Part> parts, List<Found> findings) implements AutoCloseable {
  /** Keeps copies of the lists. */
  public Result {
    parts = List.copyOf(parts);
    findings = List.copyOf(findings);
  }

  /** Closes all pictures. */
  @Override
  public void close() {
    parts.forEach(part -> part.raster().close());
  }
}
