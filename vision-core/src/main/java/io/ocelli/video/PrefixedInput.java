package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What FFmpeg reads is some bytes and then a file. */
final class PrefixedInput implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int EIO = -5;

  private final byte[] prefix;
  private final FileWindow file;
  private final byte[] chunk = new byte[BUFFER];
  private final Reader reader = new Reader();
  private final Seeker seeker = new Seeker();
  private final AVIOContext context;
  private long position;
  private boolean closed;

  PrefixedInput(byte[] prefix, Path path) throws IOException {
    this.prefix = prefix;
    file = new FileWindow(path);
    context =
        avio_alloc_context(
            new BytePointer(av_malloc(BUFFER)),
            BUFFER,
            0,
            new Pointer((Pointer) null),
            reader,
            (Write_packet_Pointer_BytePointer_int) null,
            seeker);
  }

  AVIOContext context() {
    return context;
  }

  /** How many bytes come before those of the file. */
  int prefixBytes() {
    return prefix.length;
  }

  private int read(BytePointer into, int most) {
    int count = Math.min(most, BUFFER);
    if (position < prefix.length) {
      count = (int) Math.min(count, prefix.length - position);
      into.put(prefix, (int) position, count);
    } else {
      count = file.read(position - prefix.length, chunk, count);
      if (count == 0) {
        return AVERROR_EOF;
      }
      into.put(chunk, 0, count);
    }
    position += count;
    return count;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      // FFmpeg may have put another buffer into the place of ours.
      av_free(context.buffer());
      avio_context_free(context);
      reader.close();
      seeker.close();
      file.close();
    }
  }

  private final class Reader extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(@Nullable Pointer opaque, BytePointer into, int most) {
      try {
        return read(into, most);
      } catch (UncheckedIOException e) {
        return EIO;
      }
    }
  }

  private final class Seeker extends Seek_Pointer_long_int {
    @Override
    public long call(@Nullable Pointer opaque, long offset, int whence) {
      long size = prefix.length + file.size();
      if ((whence & AVSEEK_SIZE) != 0) {
        return size;
      }
      long from = whence == 0 ? 0 : whence == 1 ? position : size;
      if (from + offset < 0) {
        return EIO;
      }
      position = from + offset;
      return position;
    }
  }
}
