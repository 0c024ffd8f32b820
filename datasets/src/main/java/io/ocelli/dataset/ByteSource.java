package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a picture are: a file, an entry of a tar or zip that is read in place, or
 * memory. A source is a plain value: it holds nothing open, may be read any number of times and
 * from any thread, and needs no closing.
 */
public sealed interface ByteSource {

  /** As a user would name it: the path, or {@code archive.tar!/entry}. */
  String name();

  /**
   * All bytes.
   *
   * @throws IOException if they cannot be read, are fewer than announced, or do not match their
   *     checksum (zip)
   */
  byte[] read() throws IOException;

  /**
   * The picture that the bytes are.
   *
   * @throws io.ocelli.error.OcelliException if they cannot be read or are no whole picture; for the
   *     latter an {@link io.ocelli.image.UnreadableImageException}
   */
  default Image decode(DecodeOptions options) {
    return Image.decode(whole(), name(), options);
  }

  /**
   * As {@link #decode}, but with its transparency.
   *
   * @throws io.ocelli.error.OcelliException as {@link #decode} does
   */
  default Raster decodeRaster(DecodeOptions options) {
    return Raster.decode(whole(), name(), options);
  }

  private byte[] whole() {
    try {
      return read();
    } catch (IOException e) {
      throw new OcelliException(
          "the picture cannot be read",
          name(),
          NearPaths.reason(e),
          "check that the file is whole",
          e);
    }
  }

  /** Number of bytes as announced when the source was found; they may have changed since. */
  long size();

  /** The file, if the bytes are one. */
  @Nullable Path file();

  /** Name without folders: {@code leaf.jpg}. */
  default String fileName() {
    String name = name();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** The file as a source; a file that cannot be looked at has the size 0 and fails when read. */
  static ByteSource of(Path file) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException unreadable) {
      size = 0;
    }
    return new OfFile(file, size);
  }

  /** Bytes in memory under a name that error messages use; they are copied. */
  static ByteSource of(String name, byte[] bytes) {
    return new InMemory(name, bytes.clone());
  }

  /** A picture of bare pixels as a source; it is read as PNG. */
  static ByteSource of(String name, Pixels pixels) {
    return new OfPixels(name, pixels);
  }

  /** A file of its own. */
  record OfFile(Path file, long size) implements ByteSource {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public String fileName() {
      Path last = file.getFileName();
      return last == null ? "" : last.toString();
    }

    // Looks at the first bytes before it takes in what may be a film of many gigabytes.
    @Override
    public Image decode(DecodeOptions options) {
      return Image.read(file, options);
    }

    @Override
    public Raster decodeRaster(DecodeOptions options) {
      return Raster.read(file, options);
    }

    @Override
    public byte[] read() throws IOException {
      try {
        return Files.readAllBytes(file);
      } catch (OutOfMemoryError e) {
        // Of one array that is larger than what is free: nothing else has suffered.
        throw new IOException("larger than the free memory: " + file, e);
      }
    }
  }

  /**
   * A stretch of an uncompressed tar.
   *
   * @param tar the file to read from (for a compressed tar: its unpacked copy)
   * @param name as the user knows it
   * @param offset of the first byte in {@code tar}
   */
  record InTar(Path tar, String name, long offset, long size) implements ByteSource {
    @Override
    public byte[] read() throws IOException {
      return stretch(tar, name, offset, size);
    }

    @Override
    public @Nullable Path file() {
      return null;
    }
  }

  /**
   * A stored or deflated entry of a zip.
   *
   * @param offset of the first (compressed) byte in {@code zip}
   * @param stored number of bytes in the zip
   * @param size number of bytes once inflated
   * @param deflated whether they are compressed
   * @param crc CRC-32 of the inflated bytes
   */
  record InZip(
      Path zip, String name, long offset, long stored, long size, boolean deflated, long crc)
      implements ByteSource {
    @Override
    public byte[] read() throws IOException {
      byte[] raw = stretch(zip, name, offset, stored);
      byte[] bytes = deflated ? inflate(raw) : raw;
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if (bytes.length != size || sum.getValue() != crc) {
        throw new IOException("damaged zip entry (checksum differs): " + name);
      }
      return bytes;
    }

    @Override
    public @Nullable Path file() {
      return null;
    }

    // Grows with what really comes out, so that a false size in the header takes no memory.
    private byte[] inflate(byte[] raw) throws IOException {
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(raw);
        ByteArrayOutputStream out =
            new ByteArrayOutputStream((int) Math.min(size, 4L * raw.length + 64));
        byte[] chunk = new byte[16384];
        while (!inflater.finished()) {
          int n = inflater.inflate(chunk);
          if (n == 0
              && !inflater.finished()
              && (inflater.needsInput() || inflater.needsDictionary())) {
            throw new EOFException("damaged zip entry (cut off): " + name);
          }
          out.write(chunk, 0, n);
          if (out.size() > size) {
            throw new IOException("damaged zip entry (longer than announced): " + name);
          }
        }
        return out.toByteArray();
      } catch (DataFormatException e) {
        throw new IOException("damaged zip entry: " + name, e);
      } finally {
        inflater.end();
      }
    }
  }

  /** Bytes that are already there. */
  final class InMemory implements ByteSource {
    private final String name;
    private final byte[] bytes;

    private InMemory(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] read() {
      return bytes.clone();
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public @Nullable Path file() {
      return null;
    }

    @Override
    public String toString() {
      return "InMemory[" + name + ", " + bytes.length + " bytes]";
    }
  }

  /**
   * The pixels of one picture among the bytes of many, which all of them share.
   *
   * @param all bytes of the file
   * @param offset of the picture's first byte
   * @param width in pixels
   * @param height in pixels
   * @param color whether all red ones come first, then green, then blue; else they are grey
   */
  @SuppressWarnings("ArrayRecordComponent") // shared by as many pictures as the file has
  record Pixels(byte[] all, int offset, int width, int height, boolean color) {
    /** Grey pixels, row by row. */
    public static Pixels gray(byte[] all, int offset, int width, int height) {
      return new Pixels(all, offset, width, height, false);
    }

    /** A plane of red pixels, one of green and one of blue. */
    public static Pixels planes(byte[] all, int offset, int width, int height) {
      return new Pixels(all, offset, width, height, true);
    }

    /** Number of bytes. */
    public int size() {
      return width * height * (color ? 3 : 1);
    }

    private Image image() {
      int plane = width * height;
      byte[] bgr = new byte[3 * plane];
      for (int i = 0; i < plane; i++) {
        for (int channel = 0; channel < 3; channel++) {
          bgr[3 * i + channel] = all[offset + (color ? (2 - channel) * plane : 0) + i];
        }
      }
      return Image.ofBgr(width, height, bgr);
    }

    private byte[] png() {
      if (color) {
        try (Image image = image()) {
          return image.encode(ImageFormat.PNG);
        }
      }
      byte[] values = Arrays.copyOfRange(all, offset, offset + size());
      try (Raster raster = Raster.of(width, height, ColorSpace.GRAY, values)) {
        return raster.encode(ImageFormat.PNG, ImageFormat.PNG.defaultQuality());
      }
    }
  }

  /** A picture of bare pixels, encoded when its bytes are asked for. */
  final class OfPixels implements ByteSource {
    private final String name;
    private final Pixels pixels;

    private OfPixels(String name, Pixels pixels) {
      this.name = name;
      this.pixels = pixels;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] read() {
      return pixels.png();
    }

    @Override
    public long size() {
      return pixels.size();
    }

    @Override
    public @Nullable Path file() {
      return null;
    }

    /** Whether the pixels are coloured. */
    public boolean isColor() {
      return pixels.color();
    }

    @Override
    public Image decode(DecodeOptions options) {
      return pixels.image();
    }

    @Override
    public String toString() {
      return "OfPixels[" + name + ", " + pixels.width() + "x" + pixels.height() + "]";
    }
  }

  // A channel a read: opening costs microseconds, and nothing stays open that somebody has to close
  // or that the interruption of another thread could close.
  private static byte[] stretch(Path file, String name, long offset, long length)
      throws IOException {
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException("larger than 2 GiB: " + name);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (offset + length > channel.size()) {
        throw new EOFException("the archive ends inside the entry: " + name);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("the archive ends inside the entry: " + name);
        }
      }
      return bytes.array();
    }
  }
}
