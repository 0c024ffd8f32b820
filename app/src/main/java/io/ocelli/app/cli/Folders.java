package io.ocelli.app.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What a folder holds and how much room there is. */
final class Folders {
  private Folders() {}

  /** Path, number of files, their size. */
  static String describe(Path folder) {
    if (!Files.isDirectory(folder)) {
      return folder + " (not there yet)";
    }
    long[] filesAndBytes = new long[2];
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              filesAndBytes[0]++;
              filesAndBytes[1] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return folder + " (" + FileErrors.reason(e) + ")";
    }
    return folder + " (" + filesAndBytes[0] + " files, " + Bytes.text(filesAndBytes[1]) + ")";
  }

  /** Path and free space. */
  static String space(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      FileStore store = Files.getFileStore(absolute);
      return absolute
          + " ("
          + Bytes.text(store.getUsableSpace())
          + " free"
          + (Files.isWritable(absolute) ? "" : ", cannot be written")
          + ")";
    } catch (IOException e) {
      return absolute + " (" + FileErrors.reason(e) + ")";
    }
  }
}
