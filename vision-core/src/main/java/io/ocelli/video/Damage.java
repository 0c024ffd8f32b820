package io.ocelli.video;

import java.util.Locale;

/**
 * A place where a video cannot be read.
 *
 * @param frame how many frames were given before it
 * @param timeMicros time of the last frame before it, or of the one that is broken where the file
 *     says it; microseconds from the start
 * @param bytePosition where in the file, or -1 when not known
 * @param reason in FFmpeg's words or ours
 */
public record Damage(long frame, long timeMicros, long bytePosition, String reason) {
  /** {@code at frame 120 (0:04.004), byte 937933: …}. */
  @Override
  public String toString() {
    String place = bytePosition < 0 ? "" : String.format(Locale.ROOT, ", byte %d", bytePosition);
    return "at frame " + frame + " (" + Times.text(timeMicros) + ")" + place + ": " + reason;
  }
}
