package io.ocelli.app.cli;

import io.ocelli.dataset.SourceListing;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * File-name patterns that the shell did not expand: because they stood in quotes, in a list, or
 * because the shell is that of Windows. The patterns are those of {@link
 * java.nio.file.FileSystem#getPathMatcher}: {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}}
 * within a name, and {@code **} across folders. As in a shell, names that begin with a dot only
 * match a pattern that does.
 */
final class Glob {
  private static final String META = "*?[{";

  private Glob() {}

  static boolean looksLikeOne(String word) {
    return word.chars().anyMatch(c -> META.indexOf(c) >= 0);
  }

  /**
   * The files and folders that match, in sorted order.
   *
   * @param base where a relative pattern starts; null for the working folder
   * @throws IllegalArgumentException if it is no pattern
   */
  static List<Path> find(String pattern, @Nullable Path base) throws IOException {
    String[] parts = parts(pattern);
    int first = fixedParts(parts);
    String rest = String.join("/", Arrays.asList(parts).subList(first, parts.length));
    Path start = start(pattern, base);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    return walk(start, rest, parts.length - first);
  }

  /** The folder before the first part of the pattern that is no plain name. */
  static Path start(String pattern, @Nullable Path base) {
    String[] parts = parts(pattern);
    int first = fixedParts(parts);
    if (first == 0) {
      return base == null ? Path.of("") : base;
    }
    String fixed = String.join("/", Arrays.asList(parts).subList(0, first));
    Path folder = Path.of(fixed.isEmpty() ? "/" : fixed);
    return base == null ? folder : base.resolve(folder);
  }

  private static String[] parts(String pattern) {
    return (File.separatorChar == '\\' ? pattern.replace('\\', '/') : pattern).split("/", -1);
  }

  private static int fixedParts(String... parts) {
    int first = 0;
    while (first < parts.length - 1 && !looksLikeOne(parts[first])) {
      first++;
    }
    return first;
  }

  private static List<Path> walk(Path start, String rest, int depth) throws IOException {
    List<PathMatcher> matchers = new ArrayList<>();
    matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + rest));
    if (rest.contains("**/")) {
      // In a shell ** also stands for no folder at all.
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", "")));
    }
    boolean dots = Arrays.stream(rest.split("/", -1)).anyMatch(part -> part.startsWith("."));
    int levels = rest.contains("**") ? Integer.MAX_VALUE : depth;
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        levels,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (dir.equals(start)) {
              return FileVisitResult.CONTINUE;
            }
            if (hidden(dir)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            // A pattern with ** names files; the folders it passes are not asked for.
            if (levels != Integer.MAX_VALUE && matches(dir)) {
              found.add(dir);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!hidden(file) && matches(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException reason) {
            // A folder that may not be looked into matches nothing, as in a shell.
            return FileVisitResult.CONTINUE;
          }

          private boolean hidden(Path path) {
            return !dots && path.getFileName().toString().startsWith(".");
          }

          private boolean matches(Path path) {
            Path relative = start.relativize(path);
            return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
          }
        });
    found.sort(Comparator.comparing(Path::toString, SourceListing::compareCodePoints));
    return found;
  }
}
