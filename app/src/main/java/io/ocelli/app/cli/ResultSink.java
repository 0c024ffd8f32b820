package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
  private final @Nullable FileChannel channel;
  private final @Nullable Path part;
  private final @Nullable Path target;
  private boolean finished;
  private boolean kept;

  private ResultSink(OutputStream stream, String name, @Nullable Terminal terminal) {
    this.stream = stream;
    this.name = name;
    this.terminal = terminal;
    channel = null;
    part = null;
    target = null;
  }

  private ResultSink(FileChannel channel, String name, Path part, Path target) {
    stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    this.name = name;
    terminal = null;
    this.channel = channel;
    this.part = part;
    this.target = target;
  }

  static ResultSink standardOutput(Terminal terminal) {
    return new ResultSink(terminal.out(), "standard output", terminal);
  }

  /**
   * Opens the file at once, so that a place that cannot be written fails before the work.
   *
   * @param origin the option that named it
   */
  static ResultSink file(Path file, String origin) {
    return file(file, origin, 0);
  }

  /**
   * As {@link #file(Path, String)}, after what an interrupted job has left in {@link #partOf}.
   *
   * @param bytes how much of that is whole; the rest is cut off
   */
  static ResultSink file(Path file, String origin, long bytes) {
    if (Files.isDirectory(file)) {
      throw new UsageException(
          "a folder, not a file", file.toString(), origin, "add the name of a file");
    }
    try {
      if (isSpecial(file)) {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return new ResultSink(out, file.toString(), null);
      }
      Path target = targetOf(file);
      Path part = partOf(file);
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(bytes);
      channel.position(bytes);
      return new ResultSink(channel, file.toString(), part, target);
    } catch (IOException e) {
      throw FileErrors.of("the results cannot be written", file.toString(), origin, e);
    }
  }

  /** Whether it is no ordinary file, such as a device or a pipe, and written to directly. */
  static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private static Path targetOf(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /** Where the results of a file lie before they are finished. */
  static Path partOf(Path file) throws IOException {
    Path target = targetOf(file);
    return target.resolveSibling(target.getFileName() + ".part");
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

  /** Hands all that was written to the operating system, and tells how much that is. */
  long written() throws IOException {
    stream.flush();
    return channel == null ? 0 : channel.position();
  }

  /** Waits until what was handed over is on the disk. */
  void force() throws IOException {
    if (channel != null) {
      channel.force(false);
    }
  }

  /** Writes over the first bytes of the file. */
  void rewriteStart(byte[] bytes) throws IOException {
    stream.flush();
    if (channel != null) {
      long written = channel.write(ByteBuffer.wrap(bytes), 0);
      if (written != bytes.length) {
        throw new IOException("only " + written + " of " + bytes.length + " bytes written");
      }
    }
  }

  /** Leaves an unfinished file where it is, for a later job to go on with. */
  void keepUnfinished() {
    kept = true;
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

  /** Without {@link #finish()} the unfinished file is removed, unless it is to be kept. */
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
      if (part != null && !kept) {
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
