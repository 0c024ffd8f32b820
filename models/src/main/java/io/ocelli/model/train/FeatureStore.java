package io.ocelli.model.train;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Feature vectors on disk, found by the content of the picture. One file a backbone and
 * preprocessing; records of 32 bytes SHA-256, the vector as little-endian float32, and a CRC-32C of
 * both. A record that a crash left half written, or a file of another length, costs its features,
 * never a wrong answer. Several processes may use it at once.
 */
public final class FeatureStore implements AutoCloseable {
  private static final int HASH = 32;

  private final Path file;
  private final FileChannel channel;
  private final int length;
  private final int record;
  private final Map<String, Long> offsets = new HashMap<>();
  private long end;

  /**
   * Opens the store, making it where there is none.
   *
   * @param file one for each backbone and preprocessing; its name must tell them apart
   * @param length of a feature vector
   */
  public FeatureStore(Path file, int length) {
    this.file = file;
    this.length = length;
    this.record = HASH + length * Float.BYTES + Integer.BYTES;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      this.channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      index();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void index() throws IOException {
    long size = channel.size();
    ByteBuffer buffer = buffer();
    while (end + record <= size) {
      buffer.clear();
      read(buffer, end);
      byte[] hash = new byte[HASH];
      buffer.get(0, hash);
      if (crc(buffer) == buffer.getInt(record - Integer.BYTES)) {
        offsets.put(HexFormat.of().formatHex(hash), end);
      }
      end += record;
    }
  }

  /** How many pictures are known. */
  public int size() {
    return offsets.size();
  }

  /** The features of the picture with this content, or null. */
  public synchronized float @Nullable [] get(byte[] sha256) {
    Long offset = offsets.get(HexFormat.of().formatHex(sha256));
    if (offset == null) {
      return null;
    }
    ByteBuffer buffer = buffer();
    try {
      read(buffer, offset);
    } catch (IOException e) {
      throw unusable(e);
    }
    float[] features = new float[length];
    buffer.position(HASH);
    buffer.asFloatBuffer().get(features);
    return features;
  }

  /** Keeps the features of a picture. */
  public synchronized void put(byte[] sha256, float[] features) {
    if (sha256.length != HASH || features.length != length) {
      throw new IllegalArgumentException(
          "a hash of %d bytes and %d features; expected %d and %d"
              .formatted(sha256.length, features.length, HASH, length));
    }
    ByteBuffer buffer = buffer();
    buffer.put(sha256);
    buffer.asFloatBuffer().put(features);
    buffer.putInt(record - Integer.BYTES, crc(buffer));
    try (FileLock lock = channel.lock()) {
      // Another process may have appended; begin at a whole record.
      long at = (channel.size() + record - 1) / record * record;
      buffer.clear();
      for (long position = at; buffer.hasRemaining(); ) {
        position += channel.write(buffer, position);
      }
      offsets.put(HexFormat.of().formatHex(sha256), at);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private ByteBuffer buffer() {
    return ByteBuffer.allocate(record).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void read(ByteBuffer buffer, long offset) throws IOException {
    for (long position = offset; buffer.hasRemaining(); ) {
      int got = channel.read(buffer, position);
      if (got < 0) {
        throw new IOException("ends after " + position + " bytes");
      }
      position += got;
    }
  }

  private int crc(ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(0, record - Integer.BYTES));
    return (int) crc.getValue();
  }

  private OcelliException unusable(IOException e) {
    return new OcelliException(
        "the store of features cannot be used",
        String.valueOf(e.getMessage()),
        file.toString(),
        "free space, delete the file, or set OCELLI_HOME to a folder that can be written",
        e);
  }
}
