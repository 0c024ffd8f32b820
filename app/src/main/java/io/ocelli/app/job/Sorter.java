package io.ocelli.app.job;

import io.ocelli.dataset.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts pictures into a folder for each class. Nothing is ever overwritten: a name that is taken
 * gets a number, and where the very same picture lies there already nothing is done. A moved or
 * copied file keeps its times; one that changes its file system is whole there before it is gone
 * here.
 */
public final class Sorter implements Closeable {
  /** What is done with a picture. */
  public enum Action {
    /** It is in its class folder afterwards, and no longer where it was. */
    MOVE,
    /** It is in both places afterwards. */
    COPY;

    /** As it is written. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Action of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private final Path folder;
  private final Action action;
  private final @Nullable Consumer<String> plan;
  private final Consumer<String> remarks;
  private final FolderNames names = new FolderNames();
  private final Set<String> told = new HashSet<>();
  private final Set<Path> planned = new HashSet<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private @Nullable UndoLog log;
  private long identical;

  /**
   * Prepares; nothing is made yet.
   *
   * @param folder that holds the class folders
   * @param plan told each step instead of its being done; null to do them
   * @param remarks told what a person should know
   */
  public Sorter(
      Path folder, Action action, @Nullable Consumer<String> plan, Consumer<String> remarks) {
    this.folder = folder.toAbsolutePath().normalize();
    this.action = action;
    this.plan = plan;
    this.remarks = remarks;
  }

  /**
   * Puts one picture where it belongs.
   *
   * @throws IOException with words for people, if that is not possible; the picture then is where
   *     it was
   */
  public void sort(ByteSource picture, String label) throws IOException {
    String name = names.of(label);
    if (!name.equals(label) && told.add(label)) {
      remarks.accept("the class '" + label + "' has the folder '" + name + "'");
    }
    Path from = picture.file();
    if (from == null && action == Action.MOVE) {
      throw new IOException("what is in an archive or on the web cannot be moved; use --copy-to");
    }
    byte[] bytes = from == null ? picture.read() : null;
    Path to = free(folder.resolve(name), FolderNames.safe(picture.fileName()), from, bytes);
    if (to == null) {
      identical++;
      return;
    }
    if (plan != null) {
      planned.add(to);
      plan.accept(action.word() + " " + picture.name() + " -> " + to);
    } else {
      place(picture, from, bytes, to);
    }
    counts.merge(name, 1L, Long::sum);
  }

  private void place(ByteSource picture, @Nullable Path from, byte @Nullable [] bytes, Path to)
      throws IOException {
    Files.createDirectories(to.getParent());
    UndoLog open = log;
    if (open == null) {
      open = UndoLog.create(folder);
      log = open;
    }
    if (from == null || bytes != null) {
      byte[] content = bytes == null ? picture.read() : bytes;
      open.add(new UndoLog.Row(action, picture.name(), to, content.length, -1));
      write(content, to);
      return;
    }
    FileTime modified = Files.getLastModifiedTime(from);
    open.add(
        new UndoLog.Row(
            action,
            from.toAbsolutePath().normalize().toString(),
            to,
            Files.size(from),
            modified.toMillis()));
    if (action == Action.COPY) {
      copy(from, to);
    } else {
      move(from, to);
    }
  }

  /** Moves a file to where none is. */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException anotherFileSystem) {
      copy(from, to);
      Files.delete(from);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Path part = partOf(to);
    try {
      Files.copy(
          from, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(byte[] bytes, Path to) throws IOException {
    Path part = partOf(to);
    try {
      Files.write(part, bytes);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Hidden, so that who looks through the folder meanwhile does not take it for a picture. */
  private static Path partOf(Path to) {
    return to.resolveSibling("." + to.getFileName() + ".part");
  }

  /** A name that is free; null where the picture is there already. */
  private @Nullable Path free(
      Path classFolder, String fileName, @Nullable Path from, byte @Nullable [] bytes)
      throws IOException {
    int dot = fileName.lastIndexOf('.');
    String stem = dot <= 0 ? fileName : fileName.substring(0, dot);
    String extension = dot <= 0 ? "" : fileName.substring(dot);
    for (int n = 1; ; n++) {
      Path to = classFolder.resolve(n == 1 ? fileName : stem + "-" + n + extension);
      if (planned.contains(to)) {
        continue;
      }
      if (!Files.exists(to, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        return to;
      }
      if (same(to, from, bytes)) {
        return null;
      }
    }
  }

  private static boolean same(Path there, @Nullable Path from, byte @Nullable [] bytes)
      throws IOException {
    if (!Files.isRegularFile(there)) {
      return false;
    }
    if (from != null) {
      return Files.size(there) == Files.size(from) && Files.mismatch(there, from) < 0;
    }
    return bytes != null
        && Files.size(there) == bytes.length
        && Arrays.equals(Files.readAllBytes(there), bytes);
  }

  /** How many pictures each class folder got, in the order of their names. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** How many pictures were there already. */
  public long identical() {
    return identical;
  }

  /** The file that takes it all back; null where nothing was done. */
  public @Nullable Path undo() {
    return log == null ? null : log.file();
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }
}
