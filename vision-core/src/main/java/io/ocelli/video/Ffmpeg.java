package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Loads FFmpeg's libraries, and keeps its last words instead of letting it print them. */
final class Ffmpeg {
  private static final int KEPT = 40;
  private static final Pattern PREFIX = Pattern.compile("^\\[[^\\]]*@ [^\\]]*\\] *");
  private static final Deque<Line> LINES = new ArrayDeque<>();
  private static long count;

  /** Held, because native code calls it. */
  private static final LogCallback CALLBACK;

  static {
    // Before any other library: frames are pictures, and pictures know how OpenCV is to be loaded.
    Image.blank(1, 1, 0, 0, 0).close();
    Loader.load(avutil.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    Loader.load(swscale.class);
    av_log_set_level(AV_LOG_ERROR);
    CALLBACK = new Listener();
    setLogCallback(CALLBACK);
  }

  private Ffmpeg() {}

  private record Line(long number, String text) {}

  /** Loads the libraries on the first call. */
  static void load() {}

  /** A place in the log, for {@link #said}. */
  static long mark() {
    synchronized (LINES) {
      return count;
    }
  }

  /** What FFmpeg said since then, oldest first. With two videos at work it may be of the other. */
  static List<String> said(long mark) {
    synchronized (LINES) {
      return LINES.stream().filter(line -> line.number > mark).map(Line::text).distinct().toList();
    }
  }

  /** FFmpeg's words for an error number, and what it said since the mark. */
  static String reason(int error, long mark) {
    String words = words(error);
    List<String> said = said(mark);
    return said.isEmpty() ? words : words + " (" + String.join("; ", lastOf(said)) + ")";
  }

  /** FFmpeg's words for an error number. */
  static String words(int error) {
    byte[] text = new byte[256];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Throws for a negative number.
   *
   * @return the number
   */
  static int check(int result, long mark, String problem, String origin, String remedy) {
    if (result < 0) {
      throw new OcelliException(problem, reason(result, mark), origin, remedy);
    }
    return result;
  }

  /** The text that a native pointer points to, or "" for null. */
  static String text(@Nullable BytePointer pointer) {
    return pointer == null || pointer.isNull() ? "" : pointer.getString(StandardCharsets.UTF_8);
  }

  private static List<String> lastOf(List<String> said) {
    return said.subList(Math.max(0, said.size() - 2), said.size());
  }

  private static final class Listener extends LogCallback {
    @Override
    public void call(int level, @Nullable BytePointer message) {
      if (message == null || level > AV_LOG_ERROR) {
        return;
      }
      String text =
          PREFIX.matcher(message.getString(StandardCharsets.UTF_8).strip()).replaceAll("");
      if (text.isEmpty()) {
        return;
      }
      synchronized (LINES) {
        LINES.addLast(new Line(++count, text));
        if (LINES.size() > KEPT) {
          LINES.removeFirst();
        }
      }
    }
  }
}
