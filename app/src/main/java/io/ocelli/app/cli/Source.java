package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input of a command, found or not. */
public sealed interface Source {
  /** As the user would name it. */
  String name();

  /**
   * A file, or an entry of an archive.
   *
   * @param place folder names and then the file name, below what was named on the command line;
   *     empty where that is the file name alone
   * @param root the folder or archive that was named and holds it; null for a file named itself
   */
  record Picture(ByteSource bytes, List<String> place, @Nullable Path root) implements Source {
    /** Copies. */
    public Picture {
      place = List.copyOf(place);
    }

    /** Folder names and then the file name, below what was named on the command line. */
    @Override
    public List<String> place() {
      // Not kept for each of the millions of files that a list may have.
      return place.isEmpty() ? List.of(bytes.fileName()) : place;
    }

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
