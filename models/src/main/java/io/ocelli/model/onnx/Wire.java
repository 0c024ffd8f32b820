package io.ocelli.model.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Protocol Buffers wire format, read forwards. */
final class Wire {
  private static final int LONGEST_TEXT = 64 << 20;
  private static final String CUT = "the file is cut short";
  private static final String FOREIGN = "not in the Protocol Buffers format";

  private final InputStream in;
  private long position;

  Wire(InputStream in) {
    this.in = in;
  }

  /** Bytes read or skipped so far. */
  long position() {
    return position;
  }

  /** The number of a field and the form of its value, as {@link #field} makes them. */
  int tag() throws IOException {
    return (int) varint();
  }

  /** The tag of a field that is a number. */
  static int number(int field) {
    return field << 3;
  }

  /** The tag of a field that is a text, bytes, a message or a packed list. */
  static int field(int field) {
    return field << 3 | 2;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException(CUT);
      }
      position++;
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new IOException(FOREIGN);
  }

  /** Reads the length of a field and gives the position after it. */
  long end() throws IOException {
    long length = varint();
    if (length < 0) {
      throw new IOException(FOREIGN);
    }
    return position + length;
  }

  /** Reads a packed list of numbers. */
  void packed(List<Long> into) throws IOException {
    long end = end();
    while (position < end) {
      into.add(varint());
    }
  }

  String text() throws IOException {
    long length = varint();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException(FOREIGN);
    }
    byte[] bytes = in.readNBytes((int) length);
    position += bytes.length;
    if (bytes.length < length) {
      throw new EOFException(CUT);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Passes over the value of a field of no interest. */
  void skip(int tag) throws IOException {
    switch (tag & 7) {
      case 0 -> varint();
      case 1 -> skipBytes(8);
      case 2 -> skipBytes(end() - position);
      case 5 -> skipBytes(4);
      default -> throw new IOException(FOREIGN);
    }
  }

  private void skipBytes(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new EOFException(CUT);
    }
    position += count;
  }
}
