package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What every writer of a data set keeps to: it writes to a new folder and over nothing. */
public final class NewFolder {
  private NewFolder() {}

  /**
   * Checks where a data set is to be written.
   *
   * @param root the folder or archive that is read
   * @param out may exist if it is empty
   * @throws UsageException if {@code out} is not empty or lies inside {@code root}
   * @throws OcelliException if it cannot be looked at
   */
  public static void check(Path root, Path out) {
    if (Files.isDirectory(root) && real(out).startsWith(real(root))) {
      throw new UsageException(
          "the output would become part of the data set",
          out.toString(),
          "the output folder",
          "choose a folder outside " + root);
    }
    boolean free;
    try (Stream<Path> inside = Files.isDirectory(out) ? Files.list(out) : Stream.empty()) {
      free = (Files.isDirectory(out) || !Files.exists(out)) && inside.findAny().isEmpty();
    } catch (IOException e) {
      throw unwritable(out, e);
    }
    if (!free) {
      throw new UsageException(
          "nothing is written over what is there",
          out.toString(),
          "the output folder",
          "choose a new or empty folder");
    }
  }

  // The path without symbolic links, as far as it exists.
  private static Path real(Path path) {
    Path existing = path.toAbsolutePath().normalize();
    Path rest = Path.of("");
    while (existing.getParent() != null && !Files.exists(existing)) {
      rest = existing.getFileName().resolve(rest);
      existing = existing.getParent();
    }
    try {
      return existing.toRealPath().resolve(rest).normalize();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /**
   * Makes a second name for the file of a picture.
   *
   * @param target in a folder that exists
   * @throws UsageException if the picture is in an archive
   * @throws OcelliException if the file cannot be linked to
   */
  public static void link(ByteSource source, Path target) {
    Path file = source.file();
    if (file == null) {
      throw new UsageException(
          "pictures in an archive cannot be linked to",
          source.name(),
          "the way of writing",
          "copy instead");
    }
    try {
      // The file itself, should it be reached through a symbolic link.
      Files.createLink(target, file.toRealPath());
    } catch (FileAlreadyExistsException e) {
      throw unwritable(target, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new OcelliException(
          "the file cannot be linked to",
          file.toString(),
          "a link at " + target + ": " + e.getMessage(),
          "copy instead; links work within one file system only",
          e);
    }
  }

  /** The error for a file that cannot be written. */
  public static OcelliException unwritable(Path path, IOException e) {
    return new OcelliException(
        "the file cannot be written",
        path.toString(),
        e instanceof FileAlreadyExistsException
            ? "there is one already"
            : e.getClass().getSimpleName() + ": " + e.getMessage(),
        "check free space and permissions, or choose another folder",
        e);
  }
}
