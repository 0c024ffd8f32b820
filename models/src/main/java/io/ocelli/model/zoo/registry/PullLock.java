package io.ocelli.model.zoo.registry;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time download a file. The lock goes with the process, however it ends; the
 * empty lock file stays, as deleting it would let two processes hold two locks of one name.
 */
final class PullLock implements AutoCloseable {
  private static final long STEP_MILLIS = 50;

  private final FileChannel channel;
  private final FileLock lock;

  private PullLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param file the lock file
   * @param what is downloaded, for the message
   * @param patience how long to wait for another process
   * @throws OcelliException when another process holds it
   */
  static PullLock take(Path file, String what, Duration patience)
      throws IOException, InterruptedException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    long end = System.nanoTime() + patience.toNanos();
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      while (lock == null && System.nanoTime() < end) {
        Thread.sleep(STEP_MILLIS);
        lock = tryLock(channel);
      }
      if (lock != null) {
        return new PullLock(channel, lock);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new OcelliException(
        "another process is downloading it", what, file.toString(), "wait until it is done");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
