package io.ocelli.dataset;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what lies below a folder, one file at a time, in the order of {@link SourceListing}:
 * folder by folder, names by Unicode code point. Symbolic links are followed; loops are not.
 *
 * <p>What is held in memory is the names in the folders on the way to the present file, not those
 * of the whole tree: about 80 bytes for each name in the largest folder.
 */
public final class FolderWalk implements Iterator<FolderWalk.Step> {
  /** What to do with a file or folder. */
  public enum Way {
    /** It is passed over. */
    SKIP,
    /** It is a step of the walk. */
    TAKE,
    /** What is below it is looked at; of a file, the same as {@link #TAKE}. */
    ENTER
  }

  /** Decides about each file and folder. */
  @FunctionalInterface
  public interface Guide {
    /**
     * Says what to do.
     *
     * @param names folder names and then its own, below the root
     * @param path of the file or folder
     * @param folder whether it is a folder
     */
    Way choose(List<String> names, Path path, boolean folder);
  }

  /**
   * A file or folder that was taken, or one that could not be looked at.
   *
   * @param names folder names and then its own, below the root
   * @param size in bytes; 0 for a folder
   * @param ordinary whether it is an ordinary file
   * @param problem why it could not be looked at; null for one that was taken
   */
  public record Step(
      Path path, List<String> names, long size, boolean ordinary, @Nullable String problem) {
    /** Copies. */
    public Step {
      names = List.copyOf(names);
    }
  }

  private record Level(
      Path path, List<String> names, @Nullable Object key, Iterator<String> children) {}

  private final Guide guide;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Deque<Step> ready = new ArrayDeque<>();

  /**
   * Begins a walk.
   *
   * @param root a folder
   * @throws IOException if it cannot be read
   */
  public FolderWalk(Path root, Guide guide) throws IOException {
    this.guide = guide;
    Object key = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
    levels.push(new Level(root, List.of(), key, children(root)));
  }

  /**
   * A walk that passes over what {@link SourceListing} does not look at: hidden files and such.
   *
   * @param excluded tells the folders that are passed over too
   */
  public static FolderWalk ofData(Path root, Predicate<Path> excluded) throws IOException {
    return new FolderWalk(
        root,
        (names, path, folder) ->
            SourceListing.isLitter(names.get(names.size() - 1)) || (folder && excluded.test(path))
                ? Way.SKIP
                : Way.ENTER);
  }

  /** Whether a file of this name is a picture, as far as its extension tells. */
  public static boolean isPicture(String fileName) {
    return ImageNames.matches(fileName);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !levels.isEmpty()) {
      Level level = levels.element();
      if (level.children().hasNext()) {
        look(level, level.children().next());
      } else {
        levels.pop();
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void look(Level level, String name) {
    Path path = level.path().resolve(name);
    List<String> names = new ArrayList<>(level.names());
    names.add(name);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      if (guide.choose(names, path, false) != Way.SKIP) {
        boolean link = Files.isSymbolicLink(path);
        String reason = link ? "a link that leads nowhere" : NearPaths.reason(e);
        ready.add(new Step(path, names, 0, false, reason));
      }
      return;
    }
    Way way = guide.choose(names, path, attributes.isDirectory());
    if (way == Way.ENTER && attributes.isDirectory()) {
      enter(path, names, attributes.fileKey());
    } else if (way != Way.SKIP) {
      ready.add(new Step(path, names, attributes.size(), attributes.isRegularFile(), null));
    }
  }

  private void enter(Path path, List<String> names, @Nullable Object key) {
    try {
      if (key != null && levels.stream().anyMatch(above -> key.equals(above.key()))) {
        throw new FileSystemLoopException(path.toString());
      }
      levels.push(new Level(path, names, key, children(path)));
    } catch (IOException e) {
      ready.add(new Step(path, names, 0, false, NearPaths.reason(e)));
    }
  }

  private static Iterator<String> children(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(SourceListing::compareCodePoints);
    return names.iterator();
  }
}
