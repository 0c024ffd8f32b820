package io.ocelli.video;

import io.ocelli.error.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FrameSink} writes.
 *
 * @param rate frames per second that the file says; where frames come with times of their own it is
 *     only told to players, and gives the last frame its length
 * @param timeBase seconds of a tick of the stored times; null for one that holds the rate exactly
 * @param quality 1 to 100, for H.264 and JPEG; 100 is quantiser 18, where hardly a difference is
 *     seen
 * @param pixelAspect width of a pixel over its height
 * @param sound a video whose sound is copied, or null
 */
public record SinkOptions(
    Rational rate,
    @Nullable Rational timeBase,
    int quality,
    Rational pixelAspect,
    @Nullable Path sound) {
  /** Good for the eye: quantiser 23, about 45 dB PSNR and twice the bits of a usual web video. */
  public static final int DEFAULT_QUALITY = 85;

  /** Checks the quality. */
  public SinkOptions {
    if (quality < 1 || quality > 100) {
      throw new UsageException(
          "the quality is out of range", Integer.toString(quality), "video", "give 1 to 100");
    }
  }

  /** At this rate, with the default quality, square pixels and no sound. */
  public static SinkOptions of(Rational rate) {
    return new SinkOptions(rate, null, DEFAULT_QUALITY, Rational.of(1), null);
  }

  /** With the times, rate and pixels of a video, so that every time is kept exactly. */
  public static SinkOptions like(VideoInfo info) {
    Rational rate = info.rate() == null ? Rational.of(25) : info.rate();
    return new SinkOptions(rate, info.timeBase(), DEFAULT_QUALITY, info.pixelAspect(), null);
  }

  /** With this quality, 1 to 100. */
  public SinkOptions withQuality(int value) {
    return new SinkOptions(rate, timeBase, value, pixelAspect, sound);
  }

  /** With the sound of this video, as far as the container can hold it. */
  public SinkOptions withSound(@Nullable Path video) {
    return new SinkOptions(rate, timeBase, quality, pixelAspect, video);
  }

  /** The tick to store times in: not shorter than a microsecond, which is what frames have. */
  Rational tick() {
    Rational asked = timeBase;
    if (asked != null) {
      return (long) asked.denominator() > 1_000_000L * asked.numerator()
          ? new Rational(1, 1_000_000)
          : asked;
    }
    int ticks = rate.numerator();
    while (ticks < 10_000) {
      ticks *= 2;
    }
    return new Rational(1, Math.min(ticks, 1_000_000));
  }
}
