package io.ocelli.dataset;

import io.ocelli.error.NearNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Words for paths that are wrong. */
public final class NearPaths {
  private NearPaths() {}

  /** What to try when nothing lies at the path: a near name, or the part that does exist. */
  public static String remedy(Path missing) {
    Path absolute = missing.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path last = absolute.getFileName();
    while (parent != null && !Files.isDirectory(parent)) {
      last = parent.getFileName();
      parent = parent.getParent();
    }
    if (parent == null || last == null) {
      return "check the path";
    }
    List<String> near = List.of();
    try (Stream<Path> siblings = Files.list(parent)) {
      List<String> names =
          siblings.map(Path::getFileName).map(String::valueOf).sorted().limit(10_000).toList();
      near = NearNames.of(last.toString(), names);
    } catch (IOException unreadable) {
      // Then there is nothing to suggest; the path that exists is still worth naming.
    }
    return near.isEmpty()
        ? "check the path; what exists is " + parent
        : "did you mean " + parent.resolve(near.get(0)) + "?";
  }

  /** The reason of an exception in words. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    if (e instanceof FileSystemLoopException) {
      return "a link that leads back to a folder above it";
    }
    if (e instanceof NoSuchFileException) {
      return "it is not there any more";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
