package io.ocelli.app.cli;

import io.ocelli.app.progress.ProgressMode;
import io.ocelli.model.zoo.registry.TransferListener;
import java.net.URI;
import java.util.Locale;

/**
 * Says how a download goes: on a terminal one line that is drawn over, elsewhere a line every few
 * seconds. Rate and time left are those since it began or went on.
 */
final class PullProgress implements TransferListener {
  private static final long DRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int CELLS = 79;

  private final Terminal terminal;
  private final ProgressMode mode;
  private String file = "";
  private long total = -1;
  private long begun;
  private long first;
  private long next;
  private boolean drawn;

  PullProgress(Terminal terminal) {
    this.terminal = terminal;
    this.mode = ProgressMode.of(terminal.quiet());
  }

  @Override
  public void started(URI from, long have, long length) {
    String path = from.getPath() == null ? "" : from.getPath();
    file = Columns.printable(path.substring(path.lastIndexOf('/') + 1));
    total = length;
    first = have;
    begun = System.nanoTime();
    next = begun + (mode == ProgressMode.BAR ? DRAW_NANOS : LINE_NANOS);
    String place = from.getHost() == null ? from.toString() : from.getHost();
    remark(
        (have > 0 ? "going on with " + file + " at " + Bytes.text(have) : "downloading " + file)
            + (length >= 0 ? " of " + Bytes.text(length) : "")
            + " from "
            + place);
  }

  @Override
  public void received(long have) {
    long now = System.nanoTime();
    if (mode == ProgressMode.QUIET || now < next) {
      return;
    }
    next = now + (mode == ProgressMode.BAR ? DRAW_NANOS : LINE_NANOS);
    String line = line(have, (now - begun) / 1e9);
    if (mode == ProgressMode.BAR) {
      terminal.err().print("\r" + Columns.pad(line, CELLS));
      terminal.err().flush();
      drawn = true;
    } else {
      terminal.remark(line);
    }
  }

  private String line(long have, double seconds) {
    double rate = (have - first) / seconds;
    String done =
        total < 0
            ? Bytes.text(have)
            : String.format(
                Locale.ROOT,
                "%3.0f %%  %s of %s",
                100.0 * have / Math.max(1, total),
                Bytes.text(have),
                Bytes.text(total));
    String left =
        total < 0 || rate <= 0
            ? ""
            : String.format(Locale.ROOT, ", %.0f s left", Math.ceil((total - have) / rate));
    return "  " + done + "  " + Bytes.text((long) rate) + "/s" + left;
  }

  @Override
  public void remark(String text) {
    erase();
    terminal.remark(text);
  }

  /** Takes the line away, so that another can stand in its place. */
  void erase() {
    if (drawn) {
      terminal.err().print("\r" + " ".repeat(CELLS) + "\r");
      terminal.err().flush();
      drawn = false;
    }
  }
}
