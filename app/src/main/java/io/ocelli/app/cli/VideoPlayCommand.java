package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.video.Frame;
import io.ocelli.video.FrameSource;
import io.ocelli.video.Times;
import io.ocelli.video.VideoWindow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video play}: a video in a window. */
@Command(
    name = "play",
    description = {
      "Show a video in a window, without sound. Keys: q ends, space pauses, left and right go 5 s,"
          + " up and down a minute, the full stop shows the next frame."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli video play clip.mp4",
      "  ocelli video play clip.mp4 --from 0:12 --speed 0.5"
    })
final class VideoPlayCommand extends BaseCommand {
  private static final long STEP_MICROS = 5_000_000;
  private static final long FAR_MICROS = 60_000_000;
  private static final long IDLE_MICROS = 50_000;

  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A video file, a folder of pictures, a camera (0) or a stream (rtsp://…).")
  private String source = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Begin here: seconds or h:mm:ss.",
      order = 1)
  private @Nullable String from;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "0.1 to 16; 2 is twice as fast (default: ${DEFAULT-VALUE}).",
      order = 2)
  private double speed;

  /** When the frame of time 0 was, or would have been, shown, on the clock. */
  private long epochMicros;

  private long shownMicros;
  private boolean paused;
  private boolean restart = true;

  @Mixin private LikeOption like = new LikeOption();

  @Override
  protected int run() throws InterruptedException {
    if (!(speed >= 0.1 && speed <= 16)) {
      throw new UsageException(
          "the speed is out of range", String.valueOf(speed), "--speed", "give 0.1 to 16");
    }
    long begin = from == null ? 0 : Times.parse(from, "--from");
    try (FrameSource video = FrameSource.open(source, VideoJob.options(common, like).reusing());
        VideoWindow window =
            VideoWindow.open(source, video.info().width(), video.info().height())) {
      VideoJob job = VideoJob.of(terminal(), video);
      if (begin > 0 && !video.info().live()) {
        video.seek(begin);
      }
      play(video, window, job);
      return job.exitCode();
    }
  }

  private void play(FrameSource video, VideoWindow window, VideoJob job)
      throws InterruptedException {
    while (!Interrupt.requested()) {
      try (Frame frame = job.next(video::next)) {
        if (frame == null) {
          // The last frame stays until it is said what is next.
          paused = true;
          if (!waitFor(Long.MAX_VALUE, video, window)) {
            return;
          }
          continue;
        }
        if (restart) {
          epochMicros = now() - scaled(frame.timeMicros());
          restart = false;
        }
        boolean live = video.info().live();
        if (!live && !waitFor(epochMicros + scaled(frame.timeMicros()), video, window)) {
          return;
        }
        if (live && !waitFor(0, video, window)) {
          return;
        }
        if (restart) {
          // Sought: this frame is from before.
          continue;
        }
        window.write(frame.image(), frame.timeMicros());
        shownMicros = frame.timeMicros();
        window.title(source + "  " + Times.text(shownMicros));
      }
    }
  }

  /**
   * Waits for a time on the clock while it heeds the keys, and longer while it is paused.
   *
   * @return false when it is to end
   */
  private boolean waitFor(long dueMicros, FrameSource video, VideoWindow window)
      throws InterruptedException {
    long due = dueMicros;
    while (!Interrupt.requested()) {
      long left = paused ? IDLE_MICROS : Math.min(IDLE_MICROS, due - now());
      VideoWindow.Key key = window.key(left);
      if (key == null) {
        if (!paused && due - now() <= 0) {
          return true;
        }
        continue;
      }
      long before = now();
      switch (key) {
        case QUIT -> {
          return false;
        }
        case PAUSE -> paused = !paused;
        case STEP -> {
          paused = true;
          restart = false;
          epochMicros = before - scaled(shownMicros);
          return true;
        }
        case BACK -> seek(video, -STEP_MICROS);
        case FORWARD -> seek(video, STEP_MICROS);
        case FAR_BACK -> seek(video, -FAR_MICROS);
        case FAR_FORWARD -> seek(video, FAR_MICROS);
      }
      if (restart) {
        return true;
      }
      if (key == VideoWindow.Key.PAUSE && !paused) {
        epochMicros = now() - scaled(shownMicros);
        due = Math.min(due, now());
      }
    }
    return false;
  }

  private void seek(FrameSource video, long byMicros) {
    if (!video.info().live()) {
      long end = video.info().durationMicros().orElse(Long.MAX_VALUE);
      long target = Math.max(0, Math.min(end - 1, shownMicros + byMicros));
      video.seek(target);
      shownMicros = target;
      paused = false;
      restart = true;
    }
  }

  private long scaled(long micros) {
    return (long) (micros / speed);
  }

  private static long now() {
    return System.nanoTime() / 1000;
  }
}
