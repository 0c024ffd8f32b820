package io.ocelli.video;

import io.ocelli.draw.Montage;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * One picture with frames from all parts of a video, each with its time: of a video cut into as
 * many equal parts as the sheet has places, the frame in the middle of each part. Finds them by
 * seeking; where the length is not known, or the source is live, it takes the first frames.
 */
public final class ContactSheet implements AutoCloseable {
  private final FrameSource source;
  private final Montage montage;
  private final long durationMicros;
  private final int places;
  private int next;
  private long lastMicros = -1;

  /**
   * @param source stays the caller's, as do its frames
   * @param columns 1 or more
   * @param rows 1 or more
   * @param width of each frame on the sheet in pixels; the height follows
   */
  public ContactSheet(FrameSource source, int columns, int rows, int width) {
    this.source = source;
    VideoInfo info = source.info();
    places = columns * rows;
    durationMicros = info.live() ? 0 : info.durationMicros().orElse(0);
    int height = Math.max(1, Math.round((float) width * info.height() / info.width()));
    montage = new Montage(Montage.Layout.of(columns, width, height));
  }

  /**
   * The next frame for the sheet, for the caller to close; null when it is full or the video ends.
   *
   * @throws DamagedVideoException as {@link FrameSource#next()}
   */
  public @Nullable Frame next() {
    while (next < places) {
      long target = (2L * next + 1) * durationMicros / (2L * places);
      next++;
      if (durationMicros > 0) {
        source.seek(target);
      }
      Frame frame = source.next();
      if (frame == null) {
        return null;
      }
      // Of a video with fewer frames than places each comes once.
      if (frame.timeMicros() > lastMicros) {
        lastMicros = frame.timeMicros();
        return frame;
      }
      frame.close();
    }
    return null;
  }

  /** Puts a frame onto the next place, with its time below. */
  public void add(Frame frame) {
    montage.add(frame.image(), Times.text(frame.timeMicros()));
  }

  /**
   * The sheet, for the caller to close.
   *
   * @throws OcelliException if it has no frames
   */
  public Image finish() {
    if (montage.count() == 0) {
      throw new OcelliException(
          "there are no frames for a sheet",
          source.info().source(),
          "the video",
          "'ocelli video info --count' says what is in it");
    }
    return montage.finish();
  }

  @Override
  public void close() {
    montage.close();
  }
}
