package io.ocelli.video;

import io.ocelli.image.Image;

/**
 * One picture of a video. It has to be closed; where the source lends its own buffer ({@link
 * OpenOptions#reuseBuffer()}) the picture is valid until the next call of {@link
 * FrameSource#next()} and closing does nothing.
 */
public final class Frame implements AutoCloseable {
  private final Image image;
  private final long index;
  private final long timeMicros;
  private final boolean keyFrame;
  private final boolean lent;

  Frame(Image image, long index, long timeMicros, boolean keyFrame, boolean lent) {
    this.image = image;
    this.index = index;
    this.timeMicros = timeMicros;
    this.keyFrame = keyFrame;
    this.lent = lent;
  }

  /** The picture, upright. */
  public Image image() {
    return image;
  }

  /**
   * How many frames were given before this one; after {@link FrameSource#seek} it is estimated from
   * the time and the frame rate (exact where the rate is constant).
   */
  public long index() {
    return index;
  }

  /** When it is shown, in microseconds from the start of the video stream. */
  public long timeMicros() {
    return timeMicros;
  }

  /** Whether it can be decoded without others. */
  public boolean keyFrame() {
    return keyFrame;
  }

  @Override
  public void close() {
    if (!lent) {
      image.close();
    }
  }

  @Override
  public String toString() {
    return "Frame " + index + " at " + Times.text(timeMicros);
  }
}
