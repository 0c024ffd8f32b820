package io.ocelli.video;

import io.ocelli.error.OcelliException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames in the order in which they are shown: of a video file, a folder of pictures, a camera or a
 * network stream. Not for several threads at once. It owns native memory and has to be closed.
 *
 * <p><b>Times</b> are microseconds from the start of the video stream, rounded to the nearest from
 * the stored time, never computed from a frame rate; so a variable rate is kept. The stream's own
 * first time is subtracted ({@link VideoInfo#startMicros()}).
 *
 * <p><b>Pictures</b> are upright (rotation and mirroring of the file applied), 8-bit BGR, all of
 * the size that {@link #info()} says; transparent parts are blended over white. Pixels that are not
 * square stay as they are, and interlaced pictures too.
 *
 * <p><b>Damage</b>: frames that the decoder could only fill in are left out, reading goes on after
 * them, and in the place of the end {@link #next()} throws {@link DamagedVideoException} once.
 */
public interface FrameSource extends AutoCloseable {
  /** What is known before the first frame. */
  VideoInfo info();

  /**
   * The next frame, or null at the end.
   *
   * @throws DamagedVideoException once, in the place of the end, if something could not be read
   * @throws OcelliException if a live source fails
   */
  @Nullable Frame next();

  /**
   * How the frames were found, where the index of the file is lost: by what, and what was assumed.
   * Empty for all other sources. Such a source always ends with a {@link DamagedVideoException}.
   */
  default Optional<String> salvaged() {
    return Optional.empty();
  }

  /**
   * Goes to a time: the next frame is the one shown then, or the first one for a time before it.
   * After the last frame there is none.
   *
   * @param timeMicros microseconds from the start
   * @throws UnsupportedOperationException if the source is live
   */
  void seek(long timeMicros);

  /**
   * Reads to the end, and closes each frame after its turn.
   *
   * @throws DamagedVideoException after the last frame, if something could not be read
   */
  default void forEach(Consumer<? super Frame> taker) {
    while (true) {
      try (Frame frame = next()) {
        if (frame == null) {
          return;
        }
        taker.accept(frame);
      }
    }
  }

  @Override
  void close();

  /** As {@link #open(String, OpenOptions)} with {@link OpenOptions#DEFAULT}. */
  static FrameSource open(String source) {
    return open(source, OpenOptions.DEFAULT);
  }

  /**
   * Opens a source. What it is follows from the text: digits or {@code /dev/video…} are a camera,
   * {@code rtsp://}, {@code http://} and {@code https://} (and {@code udp}, {@code tcp}, {@code
   * rtmp}) a stream; else it is a path: of a folder of pictures, in natural order of their names,
   * or of a file, whose content decides. A file that is a picture is a video of one frame.
   *
   * @throws OcelliException if it is not there or cannot be read; says why
   */
  static FrameSource open(String source, OpenOptions options) {
    return SourceOpener.open(source, options);
  }
}
