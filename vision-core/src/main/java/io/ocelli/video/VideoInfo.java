package io.ocelli.video;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a video says of itself, before any frame is read.
 *
 * @param source as it was given
 * @param container {@code mp4}, {@code matroska}, {@code pictures}, {@code camera}, …
 * @param codec {@code h264}, …; for pictures and cameras what is known
 * @param width of the frames, upright, in pixels
 * @param height of the frames, upright, in pixels
 * @param rotation degrees clockwise that the stored pictures were turned by: 0, 90, 180 or 270
 * @param mirrored whether they were mirrored before that
 * @param rate average frames per second; null when not known
 * @param timeBase seconds of a tick of the stored times
 * @param frames how many the container says there are, or unknown
 * @param durationMicros how long the container says it is, or unknown
 * @param startMicros what was subtracted from all times: the stream's own first time
 * @param bitRate bits per second of the video stream, or unknown
 * @param pixelFormat FFmpeg's name: {@code yuv420p}, …
 * @param colour how its colours are read
 * @param pixelAspect width of a stored pixel over its height, 1 for square ones; frames are not
 *     stretched by it
 * @param sounds its sound streams
 * @param live whether it has no end and cannot be sought: a camera or a network stream
 */
public record VideoInfo(
    String source,
    String container,
    String codec,
    int width,
    int height,
    int rotation,
    boolean mirrored,
    @Nullable Rational rate,
    Rational timeBase,
    OptionalLong frames,
    OptionalLong durationMicros,
    long startMicros,
    OptionalLong bitRate,
    String pixelFormat,
    Colour colour,
    Rational pixelAspect,
    List<Sound> sounds,
    boolean live) {

  /** Copies. */
  public VideoInfo {
    sounds = List.copyOf(sounds);
  }

  /**
   * How the colours of the stored pictures are turned into RGB.
   *
   * @param matrix {@code bt601}, {@code bt709}, {@code bt2020}, {@code smpte240m}, {@code fcc} or
   *     {@code rgb}
   * @param fullRange whether 0 to 255 is used, not 16 to 235
   * @param assumed whether the stream does not say the matrix, so that it was chosen by the size:
   *     BT.709 from 1280 columns or more than 576 rows, else BT.601
   */
  public record Colour(String matrix, boolean fullRange, boolean assumed) {
    /** {@code bt709, limited range (assumed)}. */
    @Override
    public String toString() {
      return matrix
          + (fullRange ? ", full range" : ", limited range")
          + (assumed ? " (assumed)" : "");
    }
  }

  /**
   * A sound stream.
   *
   * @param codec {@code aac}, …
   * @param sampleRate samples per second
   * @param channels 1 for mono
   */
  public record Sound(String codec, int sampleRate, int channels) {}
}
