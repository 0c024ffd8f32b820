package io.ocelli.app.cli;

import io.ocelli.dataset.FolderWalk;
import io.ocelli.dataset.FolderWalk.Way;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
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

  private final Path start;
  private final List<PathMatcher> matchers = new ArrayList<>();
  private final Predicate<Path> excluded;
  private final boolean dots;

  /** How deep the pattern reaches; a pattern with {@code **} has no end. */
  private final int levels;

  /**
   * A pattern.
   *
   * @param base where a relative pattern starts; null for the working folder
   * @param excluded tells the folders that are passed over
   * @throws IllegalArgumentException if it is none
   */
  Glob(String pattern, @Nullable Path base, Predicate<Path> excluded) {
    this.excluded = excluded;
    String[] parts = parts(pattern);
    int first = fixedParts(parts);
    String rest = String.join("/", Arrays.asList(parts).subList(first, parts.length));
    start = start(pattern, base);
    matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + rest));
    if (rest.contains("**/")) {
      // In a shell ** also stands for no folder at all.
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", "")));
    }
    dots = Arrays.stream(rest.split("/", -1)).anyMatch(part -> part.startsWith("."));
    levels = rest.contains("**") ? Integer.MAX_VALUE : parts.length - first;
  }

  static boolean looksLikeOne(String word) {
    return word.chars().anyMatch(c -> META.indexOf(c) >= 0);
  }

  /**
   * The files and folders that match, folder by folder in sorted order, found as they are asked.
   */
  Iterator<FolderWalk.Step> find() throws IOException {
    return Files.isDirectory(start)
        ? new FolderWalk(start, this::choose)
        : Collections.emptyIterator();
  }

  private Way choose(List<String> names, Path path, boolean folder) {
    String last = names.get(names.size() - 1);
    if (names.size() > levels
        || (!dots && last.startsWith("."))
        || (folder && excluded.test(path))) {
      return Way.SKIP;
    }
    boolean endless = levels == Integer.MAX_VALUE;
    if (!folder) {
      return matches(names) ? Way.TAKE : Way.SKIP;
    }
    // A pattern with ** names files; the folders it passes are not asked for.
    if (!endless && matches(names)) {
      return Way.TAKE;
    }
    return endless || names.size() < levels ? Way.ENTER : Way.SKIP;
  }

  private boolean matches(List<String> names) {
    Path relative = Path.of(String.join("/", names));
    return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
  }

  /** The folder before the first part of the pattern that is no plain name. */
  private static Path start(String pattern, @Nullable Path base) {
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
}
