package io.ocelli.app.report;

import io.ocelli.error.OcelliException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and moves it there, so that a reader never sees half of it. */
final class AtomicFile {
  /** Writes the content; does not close the stream. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /**
   * @throws OcelliException if the folder cannot be written to
   */
  static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.createDirectories(target.getParent());
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
          content.write(out);
        }
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static OcelliException unwritable(Path file, IOException e) {
    return new OcelliException(
        "cannot write a file",
        file.toString(),
        e.toString(),
        "free space on the disk, or another folder with --out",
        e);
  }
}
