package io.ocelli.app.progress;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.LongFunction;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** One line that is drawn over: task, bar, percent, count, and what the owner adds. */
final class Bar implements AutoCloseable {
  private static final int MAX_BAR = 30;
  private static final int MIN_BAR = 6;

  private final ProgressBar bar;
  private final Line line;
  private final boolean blocks;

  /**
   * @param tail what stands after the count, given the number of steps done; may run on the thread
   *     that draws
   */
  Bar(PrintStream err, String task, long total, LongFunction<String> tail) {
    this.blocks = Charset.defaultCharset().newEncoder().canEncode('█');
    this.line = new Line(err);
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUpdateIntervalMillis(200)
            .setConsumer(line)
            .setRenderer((state, width) -> render(state, width, tail.apply(state.getCurrent())))
            .build();
  }

  void stepTo(long done) {
    bar.stepTo(done);
  }

  /** Removes the line, so that a whole line can stand in its place. */
  @Override
  public void close() {
    bar.close();
    line.erase();
  }

  private String render(ProgressState state, int columns, String tail) {
    double part = state.isIndefinite() ? 0 : Math.min(1, state.getNormalizedProgress());
    String count =
        state.isIndefinite()
            ? " " + state.getCurrent() + "  "
            : String.format(
                java.util.Locale.ROOT,
                " %3.0f %%  %d/%d  ",
                100 * part,
                state.getCurrent(),
                state.getMax());
    String head = state.getTaskName() + " ";
    int room = columns - 1 - head.length() - count.length() - tail.length();
    int width = state.isIndefinite() ? 0 : Math.min(MAX_BAR, room);
    String drawn = width < MIN_BAR ? "" : draw(part, width);
    String line = head + drawn + count + tail;
    return line.length() < columns ? line : line.substring(0, Math.max(1, columns - 1));
  }

  private String draw(double part, int width) {
    int full = (int) Math.floor(part * width);
    return blocks
        ? "█".repeat(full) + "░".repeat(width - full)
        : "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
  }

  private static int columns() {
    @Nullable String set = System.getenv("COLUMNS");
    try {
      return set == null ? 80 : Math.max(40, Integer.parseInt(set.trim()));
    } catch (NumberFormatException e) {
      return 80;
    }
  }

  /**
   * Draws over the line. Erases it only when told to: the library's own consumer leaves it standing
   * at the end, and the library's thread may draw once more after it closed its consumer.
   */
  private static final class Line implements ProgressBarConsumer {
    private final PrintStream err;
    private boolean erased;

    Line(PrintStream err) {
      this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
      return columns();
    }

    @Override
    public synchronized void accept(String text) {
      if (!erased) {
        err.print("\r" + text + " ".repeat(Math.max(0, columns() - 1 - text.length())));
        err.flush();
      }
    }

    synchronized void erase() {
      if (!erased) {
        erased = true;
        err.print("\r" + " ".repeat(columns() - 1) + "\r");
        err.flush();
      }
    }

    @Override
    public void close() {
      // the owner erases
    }
  }
}
