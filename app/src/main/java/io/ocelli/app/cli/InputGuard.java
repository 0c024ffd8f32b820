package io.ocelli.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the files that a job reads, however they are named: by what the file system takes for the
 * same file, so that links and names in other cases do not deceive it.
 */
final class InputGuard {
  private final Map<Object, Path> files = new HashMap<>();

  /** From now on this file is an input. */
  void add(Path file) {
    key(file).ifPresent(key -> files.putIfAbsent(key, file));
  }

  /** The input that writing to this path would destroy. */
  Optional<Path> at(Path output) {
    return key(output).map(files::get);
  }

  /** Nothing where there is no such file. */
  private static Optional<Object> key(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      // Windows has none.
      return Optional.of(key == null ? file.toRealPath() : key);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
