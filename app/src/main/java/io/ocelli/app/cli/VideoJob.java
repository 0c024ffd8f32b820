package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.video.DamagedVideoException;
import io.ocelli.video.Frame;
import io.ocelli.video.FrameSource;
import io.ocelli.video.OpenOptions;
import io.ocelli.video.Times;
import io.ocelli.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run over the frames of a video: says how far it is, ends properly on Ctrl-C, and turns damage
 * into a named failure and an exit code.
 */
final class VideoJob {
  private static final long EVERY_NANOS = 3_000_000_000L;

  private final Terminal terminal;
  private final String source;
  private final long durationMicros;
  private final long started = System.nanoTime();
  private long nextRemark = started + EVERY_NANOS;
  private long frames;
  private boolean damaged;
  private String salvaged = "";
  private long failedFrames;
  private @Nullable OcelliException firstFailure;

  /**
   * @param durationMicros 0 where it is not known
   */
  VideoJob(Terminal terminal, String source, long durationMicros) {
    this.terminal = terminal;
    this.source = source;
    this.durationMicros = durationMicros;
    Interrupt.heed();
  }

  static VideoJob of(Terminal terminal, FrameSource source) {
    VideoInfo info = source.info();
    VideoJob job = new VideoJob(terminal, info.source(), info.durationMicros().orElse(0));
    job.salvaged = source.salvaged().orElse("");
    job.damaged = !job.salvaged.isEmpty();
    return job;
  }

  /** Opens a source with the common options. */
  static FrameSource open(String source, CommonOptions common, LikeOption like) {
    return FrameSource.open(source, options(common, like));
  }

  static OpenOptions options(CommonOptions common, LikeOption like) {
    return OpenOptions.DEFAULT.withThreads(common.threads).withLike(like.like);
  }

  /** Refuses an output that is the input, by whatever name. */
  static void refuseSame(String source, Path output) {
    try {
      Path input = Path.of(source);
      if (Files.exists(input) && Files.exists(output) && Files.isSameFile(input, output)) {
        throw new UsageException(
            "the output is the input",
            output.toString(),
            "-o",
            "give another name; the input is never overwritten");
      }
    } catch (InvalidPathException notAFile) {
      // An address: no file is in danger.
    } catch (IOException e) {
      throw FileErrors.of("the files cannot be compared", output.toString(), "-o", e);
    }
  }

  /**
   * The next frame, or null at the end, when Ctrl-C was pressed, or where the video is damaged.
   *
   * @throws DamagedVideoException if no frame could be read at all
   */
  @Nullable Frame next(Supplier<@Nullable Frame> frameSource) {
    if (Interrupt.requested()) {
      return null;
    }
    try {
      return frameSource.get();
    } catch (DamagedVideoException e) {
      if (e.frames() == 0) {
        throw e;
      }
      damaged = true;
      salvaged = "";
      terminal.warn("failed: " + Columns.printable(source + ": " + e.problem() + ": " + e.value()));
      e.damages().stream()
          .skip(1)
          .forEach(damage -> terminal.detail("  also " + Columns.printable(damage.toString())));
      return null;
    }
  }

  /** A frame is done. */
  void step(long timeMicros) {
    stepTo(frames + 1, timeMicros);
  }

  /** So many frames are done. */
  void stepTo(long number, long timeMicros) {
    frames = number;
    long now = System.nanoTime();
    if (now >= nextRemark) {
      nextRemark = now + EVERY_NANOS;
      double seconds = (now - started) / 1e9;
      terminal.remark(
          Times.text(timeMicros)
              + (durationMicros > 0 ? " of " + Times.text(durationMicros) : "")
              + String.format(Locale.ROOT, ", %.0f frames/s ...", frames / seconds));
    }
  }

  /** Names a frame that the pipeline could not be done with; it is left out. */
  void frameFailed(Frame frame, OcelliException e) {
    if (firstFailure == null) {
      firstFailure = e;
    }
    failedFrames++;
    terminal.warn("failed: " + Columns.printable(source + ": " + frame + ": " + e.oneLine()));
  }

  /** If no frame at all could be done, the reason of the first one is that of the job. */
  void throwIfAllFailed() {
    if (firstFailure != null && failedFrames == frames) {
      throw firstFailure;
    }
  }

  /** Says what was done: {@code 460 frames in 2.1 s (219 frames/s), written to out.mp4}. */
  void finish(String what) {
    if (!salvaged.isEmpty()) {
      // Not read to the end, where it would have been said.
      terminal.warn("failed: " + Columns.printable(source + ": " + salvaged));
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    terminal.remark(
        (Interrupt.requested() ? "stopped: " : "")
            + what
            + String.format(
                Locale.ROOT,
                ", %.1f s (%.0f frames/s)",
                seconds,
                frames / Math.max(seconds, 1e-9)));
  }

  int exitCode() {
    return damaged || failedFrames > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
  }
}
