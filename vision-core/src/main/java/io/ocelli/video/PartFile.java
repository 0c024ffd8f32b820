package io.ocelli.video;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its place and moved there when it is whole. */
final class PartFile {
  private final Path target;
  private final Path part;

  /**
   * Makes the empty file.
   *
   * @throws OcelliException if that is not possible
   */
  PartFile(Path target) {
    try {
      this.target =
          Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
      part = this.target.resolveSibling(this.target.getFileName() + ".part");
      Files.write(part, new byte[0]);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  Path path() {
    return part;
  }

  /** Gives the file its name. */
  void finish() {
    try {
      try {
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  /** Removes it; never fails. */
  void delete() {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The error that matters was thrown already; the name of what is left tells what it is.
    }
  }

  private static OcelliException failed(Path target, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "permission denied"
            : e instanceof FileSystemException fs && fs.getReason() != null
                ? fs.getReason()
                : String.valueOf(e.getMessage());
    return new OcelliException(
        "the video cannot be written",
        target + ": " + reason,
        "the output",
        "check the free space and the permissions, or choose another place",
        e);
  }
}
