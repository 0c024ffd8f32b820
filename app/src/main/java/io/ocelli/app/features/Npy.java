package io.ocelli.app.features;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix in NumPy's format ({@code numpy.lib.format} 1.0): little-endian float32, rows one after
 * the other. Read row by row: it may be larger than the memory.
 */
public final class Npy implements AutoCloseable {
  /** Length of the head that {@link #head} makes, whatever the numbers in it. */
  public static final int HEAD_BYTES = 128;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\}\\s*");

  private final Path file;
  private final FileChannel channel;
  private final long start;
  private final int rows;
  private final int columns;

  private Npy(Path file, FileChannel channel, long start, int rows, int columns) {
    this.file = file;
    this.channel = channel;
    this.start = start;
    this.rows = rows;
    this.columns = columns;
  }

  /** The bytes before the numbers. */
  public static byte[] head(long rows, int columns) {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (HEAD_BYTES - 10));
    head.put(text.getBytes(StandardCharsets.US_ASCII));
    while (head.remaining() > 1) {
      head.put((byte) ' ');
    }
    return head.put((byte) '\n').array();
  }

  /** The bytes of a row. */
  public static byte[] row(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * Opens a matrix.
   *
   * @throws UsageException if the file is none of float32
   * @throws OcelliException if it ends too soon
   */
  public static Npy open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      fill(channel, head, 0);
      byte[] magic = new byte[MAGIC.length];
      head.flip().get(magic);
      int length = Short.toUnsignedInt(head.getShort(8));
      ByteBuffer text = ByteBuffer.allocate(length);
      Matcher shape = SHAPE.matcher("");
      if (java.util.Arrays.equals(magic, MAGIC) && head.get(6) == 1) {
        fill(channel, text, 10);
        shape.reset(StandardCharsets.US_ASCII.decode(text.flip()));
      }
      if (!shape.matches()) {
        throw notOurs(file);
      }
      int rows = Integer.parseInt(shape.group(1));
      int columns = Integer.parseInt(shape.group(2));
      if (channel.size() < 10 + length + 4L * rows * columns) {
        throw new OcelliException(
            "the features end too soon",
            channel.size() + " bytes for " + rows + " x " + columns,
            file.toString(),
            "write them again with ocelli embed");
      }
      return new Npy(file, channel, 10L + length, rows, columns);
    } catch (EOFException | NumberFormatException e) {
      channel.close();
      throw notOurs(file);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static UsageException notOurs(Path file) {
    return new UsageException(
        "no matrix of float32 numbers",
        file.toString(),
        "the features",
        "give a file that ocelli embed --save wrote, or numpy.save of a float32 [n, d] array");
  }

  private static void fill(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the file ends too soon");
      }
    }
  }

  /** Number of vectors. */
  public int rows() {
    return rows;
  }

  /** Numbers in a vector. */
  public int columns() {
    return columns;
  }

  /**
   * Some of the rows, one after the other. For several threads.
   *
   * @param from the first row
   * @param count how many
   */
  public float[] read(int from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(count, columns * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    try {
      fill(channel, bytes, start + 4L * from * columns);
    } catch (IOException e) {
      throw new OcelliException(
          "the features cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "check the disk",
          e);
    }
    float[] values = new float[count * columns];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
