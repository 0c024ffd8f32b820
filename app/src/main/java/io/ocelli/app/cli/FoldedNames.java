package io.ocelli.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** File systems on which {@code A.png} and {@code a.png} are one file. */
final class FoldedNames {
  private FoldedNames() {}

  /** Whether that is so in this folder, or where it will be made. */
  static boolean in(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    for (Path place = there; place != null && place.getFileName() != null; ) {
      String name = place.getFileName().toString();
      String other = swapped(name);
      if (!other.equals(name)) {
        try {
          return Files.isSameFile(place, place.resolveSibling(other));
        } catch (IOException absent) {
          return false;
        }
      }
      place = place.getParent();
    }
    return File.separatorChar == '\\';
  }

  /** Equal for names that such a file system takes for one. */
  static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static String swapped(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
  }
}
