package io.ocelli.app.cli;

import java.io.IOException;

/** Writes findings in one form. */
interface FindingWriter extends AutoCloseable {
  /** Writes what was found in a picture, or that it failed. */
  void write(ImageOutcome outcome) throws IOException;

  /** Writes what could not be written before the last picture. */
  void finish() throws IOException;

  @Override
  default void close() {}
}
