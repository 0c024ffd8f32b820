package io.ocelli.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why a write failed. {@link java.io.PrintStream} swallows the
 * reason, and two reasons must be told apart: the reader of a pipe has gone ({@code ocelli … |
 * head}), which is no error, and the disk is full, which is one.
 */
final class StandardOut extends OutputStream {
  private final OutputStream out;
  private volatile @Nullable IOException failure;

  StandardOut(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  /** Why the last write failed; null when none did. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Whether nobody reads any more what is written. */
  boolean readerGone() {
    IOException reason = failure;
    return reason != null
        && String.valueOf(reason.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  private IOException remembered(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }
}
