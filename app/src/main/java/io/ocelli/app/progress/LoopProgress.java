package io.ocelli.app.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Any other loop on stderr: a bar with rate and time left on a terminal; elsewhere a line every
 * half minute. When the loop is closed one line says how much was done and how fast. {@link #step}
 * may be called from several threads.
 */
public final class LoopProgress implements AutoCloseable {
  private static final long LINE_NANOS = 30_000_000_000L;

  private final PrintStream err;
  private final ProgressMode mode;
  private final String task;
  private final long total;
  private final String unit;
  private final long start = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong nextLine = new AtomicLong(start + LINE_NANOS);
  private final @Nullable Bar bar;

  /**
   * To stderr.
   *
   * @param task what is done: "classify"
   * @param total how many steps, or -1 when not known
   * @param unit what a step is, in the plural: "images"
   */
  public LoopProgress(ProgressMode mode, String task, long total, String unit) {
    this(System.err, mode, task, total, unit);
  }

  /** To another stream than {@link System#err}. */
  public LoopProgress(PrintStream err, ProgressMode mode, String task, long total, String unit) {
    this.err = err;
    this.mode = mode;
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.bar = mode == ProgressMode.BAR ? new Bar(err, task, total, this::tail) : null;
  }

  /** One more is done. */
  public void step() {
    long now = done.incrementAndGet();
    if (bar != null) {
      bar.stepTo(now);
    } else if (mode == ProgressMode.LINES) {
      long due = nextLine.get();
      if (System.nanoTime() - due >= 0 && nextLine.compareAndSet(due, due + LINE_NANOS)) {
        err.println(task + ": " + count(now) + "  " + tail(now));
      }
    }
  }

  /** Takes the bar away and leaves one line: "classify: 413 images, 2.1 s, 197 images/s". */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    if (mode != ProgressMode.QUIET) {
      double seconds = seconds();
      long n = done.get();
      err.println(
          task
              + ": "
              + n
              + " "
              + unit
              + ", "
              + Words.duration(Duration.ofMillis((long) (seconds * 1000)))
              + ", "
              + Words.rate(seconds > 0 ? n / seconds : Double.NaN)
              + " "
              + unit
              + "/s");
    }
  }

  private String count(long now) {
    return total >= 0 ? now + "/" + total + " " + unit : now + " " + unit;
  }

  private String tail(long now) {
    double seconds = seconds();
    if (now == 0 || seconds <= 0) {
      return "";
    }
    String rate = Words.rate(now / seconds) + " " + unit + "/s";
    double left = total < 0 ? -1 : seconds / now * (total - now);
    return left < 0
        ? rate
        : rate + "  " + Words.duration(Duration.ofMillis((long) (left * 1000))) + " left";
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
