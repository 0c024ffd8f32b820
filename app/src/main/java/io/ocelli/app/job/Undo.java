package io.ocelli.app.job;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Takes a sorting back, last picture first: what was moved goes back to where it was, what was
 * copied is removed if it still is what was copied. Nothing is overwritten. Folders that are empty
 * then are removed.
 *
 * @param undone pictures that are as before
 * @param failed pictures that are not
 */
public record Undo(long undone, long failed) {
  /**
   * Takes back what an undo file tells.
   *
   * @param plan told each step, which is then not done; null to do them
   * @param problems told each picture that stays as it is, and why
   * @throws io.ocelli.error.UsageException if the file is none
   */
  public static Undo of(
      Path file,
      @org.jspecify.annotations.Nullable Consumer<String> plan,
      Consumer<String> problems)
      throws IOException {
    List<UndoLog.Row> rows = UndoLog.read(file);
    TreeSet<Path> folders = new TreeSet<>();
    long undone = 0;
    long failed = 0;
    for (int i = rows.size() - 1; i >= 0; i--) {
      UndoLog.Row row = rows.get(i);
      try {
        if (row.action() == Sorter.Action.MOVE) {
          moveBack(row, plan);
        } else {
          remove(row, plan);
        }
        folders.add(row.to().getParent());
        undone++;
      } catch (IOException e) {
        failed++;
        problems.accept(row.to() + ": " + e.getMessage());
      }
    }
    if (plan == null) {
      for (Path folder : folders) {
        removeIfEmpty(folder);
      }
      if (failed == 0) {
        Files.delete(file);
      }
    }
    return new Undo(undone, failed);
  }

  private static void moveBack(
      UndoLog.Row row, @org.jspecify.annotations.Nullable Consumer<String> plan)
      throws IOException {
    Path from = Path.of(row.from());
    boolean here = Files.isRegularFile(row.to());
    boolean there = Files.exists(from, LinkOption.NOFOLLOW_LINKS);
    if (!here && there) {
      return; // It was written down, and the job was killed before it was done.
    }
    if (!here) {
      throw new IOException("it is not there any more");
    }
    if (there) {
      boolean same = Files.size(from) == Files.size(row.to()) && Files.mismatch(from, row.to()) < 0;
      if (!same) {
        throw new IOException("another file is at " + from);
      }
      // Copied to another file system and killed before the first one was removed.
      remove(row, plan);
    } else if (plan != null) {
      plan.accept("move " + row.to() + " -> " + from);
    } else {
      Files.createDirectories(from.getParent());
      Sorter.move(row.to(), from);
    }
  }

  private static void remove(
      UndoLog.Row row, @org.jspecify.annotations.Nullable Consumer<String> plan)
      throws IOException {
    Path copy = row.to();
    if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean changed =
        Files.size(copy) != row.bytes()
            || (row.modified() >= 0
                && Files.getLastModifiedTime(copy).toMillis() != row.modified());
    if (changed) {
      throw new IOException("it was changed since");
    }
    if (plan != null) {
      plan.accept("remove " + copy);
    } else {
      Files.delete(copy);
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something else is in it, which is not ours.
    }
  }
}
