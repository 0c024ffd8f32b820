package io.ocelli.app.cli;

import io.ocelli.app.cli.SourceStream.Expansion;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sources that a file names, one after the other. */
interface SourceList extends Closeable {
  /** The longest line: what is longer is no list. */
  int MOST_BYTES = 1 << 15;

  /** What is wrong with one entry; the next ones may be all right. */
  final class BadEntryException extends IOException {
    private static final long serialVersionUID = 1;
    private final String entry;
    private final String remedy;

    BadEntryException(String entry, String problem, String remedy) {
      super(problem);
      this.entry = entry;
      this.remedy = remedy;
    }
  }

  /** As the user would name the list. */
  String name();

  /**
   * The next entry; null at the end.
   *
   * @throws BadEntryException if it is none
   */
  @Nullable String next() throws IOException;

  /** The lines of a file. */
  static SourceList of(Path file) throws IOException {
    return new Lines("@" + file, Files.newInputStream(file));
  }

  /** The lines of standard input. */
  static SourceList ofStandardInput() {
    return new Lines("standard input", System.in);
  }

  /** A UTF-8 text, read line by line: each line is decoded for itself, blank ones are left out. */
  final class Lines implements SourceList {
    private final String name;
    private final InputStream in;
    private long line;

    Lines(String name, InputStream in) {
      this.name = name;
      this.in = new BufferedInputStream(in, 1 << 16);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public @Nullable String next() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(120);
      while (true) {
        int b = in.read();
        if (b >= 0 && b != '\n') {
          if (bytes.size() == MOST_BYTES) {
            in.skip(Long.MAX_VALUE);
            throw bad("a line is too long for a name", "check that the file is a list of names");
          }
          bytes.write(b);
          continue;
        }
        if (b < 0 && bytes.size() == 0) {
          return null;
        }
        line++;
        String text = text(bytes.toByteArray());
        if (!text.isBlank()) {
          return text;
        }
        bytes.reset();
      }
    }

    private String text(byte[] bytes) throws IOException {
      int end =
          bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
        return line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
      } catch (CharacterCodingException e) {
        throw bad("the list is not UTF-8", "save it as UTF-8");
      }
    }

    private BadEntryException bad(String problem, String remedy) {
      return new BadEntryException(name + ", line " + Math.max(1, line), problem, remedy);
    }

    @Override
    public void close() throws IOException {
      if (in != System.in) {
        in.close();
      }
    }
  }

  /** What the entries of a list stand for. */
  final class Each implements Iterator<Expansion>, Closeable {
    private final SourceList list;
    private final Function<String, Expansion> entry;
    private @Nullable Expansion next;
    private boolean ended;

    Each(SourceList list, Function<String, Expansion> entry) {
      this.list = list;
      this.entry = entry;
    }

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        next = read();
      }
      return next != null;
    }

    private @Nullable Expansion read() {
      try {
        String line = list.next();
        ended = line == null;
        return line == null ? null : entry.apply(line);
      } catch (BadEntryException e) {
        return SourceWords.missing(e.entry, String.valueOf(e.getMessage()), e.remedy);
      } catch (IOException e) {
        ended = true;
        return SourceWords.missing(
            list.name(), "the list cannot be read (" + FileErrors.reason(e) + ")", "check it");
      }
    }

    @Override
    public Expansion next() {
      Expansion here = hasNext() ? next : null;
      if (here == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return here;
    }

    @Override
    public void close() throws IOException {
      list.close();
    }
  }
}
