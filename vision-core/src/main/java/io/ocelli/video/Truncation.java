package io.ocelli.video;

import java.util.List;

/** Tells an early end from the end, where the container reads on as if nothing were missing. */
final class Truncation {
  private Truncation() {}

  /**
   * The damage, or nothing.
   *
   * @param lastMicros time of the last frame
   * @param frames how many were given
   * @param mark where FFmpeg's words about this video begin
   */
  static List<Damage> of(String name, VideoInfo info, long lastMicros, long frames, long mark) {
    for (String line : Ffmpeg.said(mark)) {
      if (line.contains("prematurely") || line.contains("partial file")) {
        return List.of(new Damage(frames, lastMicros, -1, line));
      }
    }
    return List.of();
  }
}
