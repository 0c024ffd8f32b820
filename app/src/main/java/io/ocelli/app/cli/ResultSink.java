package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where results are written: standard output, or a file. A file appears under its name only when
 * {@link #finish()} is called: until then it lies beside it, so that a job that fails leaves an
 * older file as it was. What is no ordinary file ({@code /dev/stdout}, a named pipe) is written
 * directly.
 */
final class ResultSink implements AutoCloseable {
  private final OutputStream stream;
  private final String name;
  private final @Nullable Terminal terminal;
  private final @Nullable Path part;
  private final @Nullable Path target;
  private boolean finished;

  private ResultSink(
      OutputStream stream,
      String name,
      @Nullable Terminal terminal,
      @Nullable Path part,
      @Nullable Path target) {
    this.stream = stream;
    this.name = name;
    this.terminal = terminal;
    this.part = part;
    this.target = target;
  }

  static ResultSink standardOutput(Terminal terminal) {
    return new ResultSink(terminal.out(), "standard output", terminal, null, null);
  }

  /**
   * Opens the file at once, so that a place that cannot be written fails before the work.
   *
   * @param origin the option that named it
   */
  static ResultSink file(Path file, String origin) {
    if (Files.isDirectory(file)) {
      throw new UsageException(
          "a folder, not a file", file.toString(), origin, "add the name of a file");
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return new ResultSink(out, file.toString(), null, null, null);
      }
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path part = target.resolveSibling(target.getFileName() + ".part");
      OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
      return new ResultSink(out, file.toString(), null, part, target);
    } catch (IOException e) {
      throw FileErrors.of("the results cannot be written", file.toString(), origin, e);
    }
  }

  OutputStream stream() {
    return stream;
  }

  /** Sends what was written on its way, where somebody may be reading along. */
  void flush() {
    if (terminal != null) {
      terminal.flush();
    }
  }

  /** Turns a failed write into an error for people. */
  OcelliException failed(IOException e) {
    return FileErrors.of("the results cannot be written", name, "writing them", e);
  }

  /** All is written: the file gets its name. */
  void finish() {
    flush();
    if (terminal != null) {
      finished = true;
      return;
    }
    try {
      stream.close();
      if (part != null && target != null) {
        move(part, target);
      }
      finished = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Without {@link #finish()} the unfinished file is removed. */
  @Override
  public void close() {
    if (finished || terminal != null) {
      return;
    }
    try {
      stream.close();
    } catch (IOException e) {
      // The job has failed already, with an error that says more.
    }
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // As above; the name of what is left tells what it is.
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
