package io.ocelli.model.zoo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of classes that several models share: written down, or a text file with one name a line
 * that is downloaded with the first model that needs it.
 *
 * @param name of the list, by which entries refer to it
 * @param names index 0 first; empty for a file
 * @param file where they are; null when they are written down
 * @param licence of the file; null when nobody has said, or the names are written down
 */
public record LabelList(
    String name, List<String> names, @Nullable RemoteFile file, @Nullable Licence licence) {
  /** Copies. */
  public LabelList {
    names = List.copyOf(names);
    if (names.isEmpty() == (file == null)) {
      throw new IllegalArgumentException("labels are written down, or a file: one of both");
    }
  }
}
