package io.ocelli.app.cli;

import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Says every few seconds how far a job is, in plain lines that a log keeps as well as a terminal
 * does. May be told from any thread.
 */
final class Progress implements IntConsumer {
  private static final long EVERY_NANOS = 3_000_000_000L;

  private final Terminal terminal;
  private final String what;
  private final int total;
  private final long started = System.nanoTime();
  private long next = started + EVERY_NANOS;

  /**
   * @param what is counted, in the plural
   */
  Progress(Terminal terminal, String what, int total) {
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  @Override
  public synchronized void accept(int done) {
    long now = System.nanoTime();
    if (now >= next && done < total) {
      next = now + EVERY_NANOS;
      double seconds = (now - started) / 1e9;
      double left = seconds / done * (total - done);
      terminal.remark(
          String.format(Locale.ROOT, "%d of %d %s, %.0f s left ...", done, total, what, left));
    }
  }
}
