package io.ocelli.video;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FrameSource} is opened.
 *
 * @param reuseBuffer whether frames lend the source's own picture, which the next frame overwrites:
 *     no memory is taken for each frame
 * @param threads decoder threads; 0 for one a core
 * @param folderRate frames per second of a folder of pictures, which says none itself
 * @param timeoutSeconds how long a network stream may stay silent, 1 or more
 * @param like a whole video of the same camera and the same settings, by which a file is read whose
 *     index is lost; or null
 */
public record OpenOptions(
    boolean reuseBuffer,
    int threads,
    Rational folderRate,
    int timeoutSeconds,
    @Nullable Path like) {
  /** A picture for each frame, a thread for each core, 25 frames/s for folders, 10 s of silence. */
  public static final OpenOptions DEFAULT = new OpenOptions(false, 0, Rational.of(25), 10, null);

  /** Checks the ranges. */
  public OpenOptions {
    if (threads < 0 || timeoutSeconds < 1) {
      throw new IllegalArgumentException(
          "threads 0 or more, timeout 1 s or more; got " + threads + ", " + timeoutSeconds);
    }
  }

  /** With one buffer for all frames. */
  public OpenOptions reusing() {
    return new OpenOptions(true, threads, folderRate, timeoutSeconds, like);
  }

  /** With this many decoder threads. */
  public OpenOptions withThreads(int number) {
    return new OpenOptions(reuseBuffer, number, folderRate, timeoutSeconds, like);
  }

  /** With this rate for folders of pictures. */
  public OpenOptions withFolderRate(Rational rate) {
    return new OpenOptions(reuseBuffer, threads, rate, timeoutSeconds, like);
  }

  /** With a whole video of the same camera, for a file whose index is lost. */
  public OpenOptions withLike(@Nullable Path healthy) {
    return new OpenOptions(reuseBuffer, threads, folderRate, timeoutSeconds, healthy);
  }
}
