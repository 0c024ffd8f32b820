package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A hidden folder beside a new data set, in which its pictures are made by several threads before
 * they are put into their places by their format. It is gone when this is closed.
 */
public final class Staging implements AutoCloseable {
  private final Path folder;
  private final boolean links;
  private final Thread atExit;

  /** Read by those who write files, so that many can; written by whoever ends it all. */
  private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

  private Staging(Path folder, boolean links) {
    this.folder = folder;
    this.links = links;
    // Somebody may press Ctrl-C.
    atExit = new Thread(this::removeQuietly, "ocelli-staging");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private void removeQuietly() {
    // Never given back: the threads that still draw may not put anything there any more.
    writing.writeLock().lock();
    try {
      remove();
    } catch (IOException e) {
      // The process ends; there is nobody left to tell.
    }
  }

  /**
   * Makes the folder, in that of the new data set.
   *
   * @throws OcelliException if it cannot be made
   */
  public static Staging beside(Path out) {
    Path target = out.toAbsolutePath().normalize();
    Path parent = target.getParent();
    try {
      Files.createDirectories(parent == null ? target : parent);
      Path folder = Files.createTempDirectory(parent == null ? target : parent, ".ocelli-");
      return new Staging(folder, canLink(folder));
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
  }

  private static boolean canLink(Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    try {
      Files.createLink(folder.resolve("b"), file);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Whether files of this can be linked to rather than copied. */
  public boolean links() {
    return links;
  }

  /**
   * Writes a picture.
   *
   * @param name unlike all others
   * @throws OcelliException if it cannot be written
   */
  public ByteSource put(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    writing.readLock().lock();
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return ByteSource.of(file);
    } catch (IOException e) {
      throw NewFolder.unwritable(file, e);
    } finally {
      writing.readLock().unlock();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return;
    }
    try {
      remove();
    } catch (IOException e) {
      throw new OcelliException(
          "a folder of unfinished pictures cannot be removed",
          folder.toString(),
          String.valueOf(e.getMessage()),
          "remove it by hand",
          e);
    }
  }

  private void remove() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
