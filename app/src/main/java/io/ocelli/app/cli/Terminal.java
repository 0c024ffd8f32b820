package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command's words go. Standard output is for results alone, so that it can be piped and
 * parsed; everything said to a person goes to standard error. Both are UTF-8 whatever the locale.
 */
public final class Terminal {
  private final StandardOut standardOut;
  private final PrintStream out;
  private final PrintStream err;
  private boolean quiet;
  private boolean verbose;

  Terminal(OutputStream out, OutputStream err) {
    this.standardOut = new StandardOut(out);
    this.out = new PrintStream(standardOut, false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.verbose = debugWanted();
  }

  /** The streams of this process. */
  static Terminal ofProcess() {
    return new Terminal(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        new FileOutputStream(FileDescriptor.err));
  }

  void configure(boolean quietWanted, boolean verboseWanted) {
    quiet = quietWanted;
    verbose = verboseWanted || debugWanted();
  }

  private static boolean debugWanted() {
    String debug = System.getenv("OCELLI_DEBUG");
    return debug != null && !debug.isBlank() && !debug.equals("0");
  }

  /** For results. Buffered: {@link #flush()} sends what was written on its way. */
  public PrintStream out() {
    return out;
  }

  /** For errors and progress bars. */
  public PrintStream err() {
    return err;
  }

  /** Whether remarks and progress are unwanted. */
  public boolean quiet() {
    return quiet;
  }

  /** Whether details, and traces of errors, are wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** Says something to the person who waits: progress, a summary, what to do next. */
  public void remark(String text) {
    if (!quiet) {
      err.println(text);
    }
  }

  /** As {@link #remark}, only with {@code -v}. */
  public void detail(String text) {
    if (verbose) {
      err.println(text);
    }
  }

  /** Says what went wrong with one input, also to those who want quiet. */
  public void warn(String text) {
    err.println(text);
  }

  /**
   * Sends the results written so far on their way.
   *
   * @throws ReaderGoneException if nobody reads them any more
   * @throws OcelliException if they cannot be written, for example to a full disk
   */
  public void flush() {
    out.flush();
    IOException failure = standardOut.failure();
    if (failure == null) {
      return;
    }
    if (standardOut.readerGone()) {
      throw new ReaderGoneException();
    }
    throw new OcelliException(
        "the results cannot be written",
        String.valueOf(failure.getMessage()),
        "standard output",
        "send them to a place with free space, or use --save FILE",
        failure);
  }
}
