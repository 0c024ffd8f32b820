package io.ocelli.video;

import io.ocelli.error.UsageException;
import java.util.List;

/** Which frames of a video are wanted. */
public sealed interface FrameSelection {
  /**
   * The first frame and every n-th after it.
   *
   * @param n 1 for all
   */
  record Every(long n) implements FrameSelection {
    /** Checks it. */
    public Every {
      if (n < 1) {
        throw new UsageException(
            "not a number of frames", Long.toString(n), "every N-th frame", "give 1 or more");
      }
    }
  }

  /**
   * For each tick k / rate (k = 0, 1, …) up to the last frame the frame whose time is nearest, the
   * earlier one of two that are as near; a frame that is nearest to several ticks comes once.
   *
   * @param perSecond ticks per second
   */
  record Rate(Rational perSecond) implements FrameSelection {}

  /**
   * For each time the frame whose time is nearest, the earlier one of two that are as near. A time
   * after the end of the last frame has none.
   *
   * @param micros in any order; a frame that is nearest to several comes once
   */
  record At(List<Long> micros) implements FrameSelection {
    /** Copies in order. */
    public At {
      micros = micros.stream().sorted().distinct().toList();
    }
  }

  /**
   * The first frame of each scene.
   *
   * @param threshold as {@link SceneDetector}
   * @param shortestMicros as {@link SceneDetector}
   */
  record Scenes(double threshold, long shortestMicros) implements FrameSelection {}
}
