package io.ocelli.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Bytes of a large file anywhere, through a window that moves on. */
final class FileWindow implements AutoCloseable {
  private static final int WINDOW = 1 << 20;
  private static final int BEFORE = 1 << 12;

  private final FileChannel channel;
  private final long size;
  private final byte[] window = new byte[WINDOW];
  private long begin;
  private int filled;

  FileWindow(Path file) throws IOException {
    channel = FileChannel.open(file);
    size = channel.size();
  }

  long size() {
    return size;
  }

  /** The byte at a place inside the file, 0 to 255. */
  int at(long place) {
    if (place < begin || place >= begin + filled) {
      begin = Math.max(0, place - BEFORE);
      filled = read(begin, window, WINDOW);
      if (place >= begin + filled) {
        throw new UncheckedIOException(new IOException("the file became shorter"));
      }
    }
    return window[(int) (place - begin)] & 0xFF;
  }

  /** Four bytes as a number, the first one the highest. */
  long number(long place) {
    return ((long) at(place) << 24) | (at(place + 1) << 16) | (at(place + 2) << 8) | at(place + 3);
  }

  /** So many bytes from a place, or fewer at the end of the file. */
  byte[] bytes(long place, int count) {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(count, size - place))];
    if (place >= begin && place + bytes.length <= begin + filled) {
      System.arraycopy(window, (int) (place - begin), bytes, 0, bytes.length);
    } else {
      read(place, bytes, bytes.length);
    }
    return bytes;
  }

  /** Reads up to so many bytes, fewer only at the end of the file. */
  int read(long place, byte[] into, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, place + buffer.position()) < 0) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.position();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
