package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import java.net.URI;

/** One input of a command, found or not. */
public sealed interface Source {
  /** As the user would name it. */
  String name();

  /** A file, or an entry of an archive. */
  record Picture(ByteSource bytes) implements Source {
    @Override
    public String name() {
      return bytes.name();
    }
  }

  /** A picture on the web, not fetched yet. */
  record Remote(String name, URI address) implements Source {}

  /**
   * Something that was asked for and is not there.
   *
   * @param problem what is wrong with it, in a few words
   * @param remedy what to try
   */
  record Missing(String name, String problem, String remedy) implements Source {}
}
