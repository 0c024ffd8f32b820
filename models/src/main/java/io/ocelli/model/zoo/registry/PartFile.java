package io.ocelli.model.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a file so far ({@code NAME.part}), and beside it ({@code NAME.part.state}) where
 * it came from, so that another run can go on with it.
 */
final class PartFile {
  /** How much of the beginning tells what a file is. */
  static final int HEAD = 512;

  private final Path file;
  private final Path stateFile;
  private final MessageDigest digest = sha256();
  private long length;

  /**
   * Opens what is there, and computes its checksum.
   *
   * @param file the part file, whether it is there or not
   */
  PartFile(Path file) throws IOException {
    this.file = file;
    this.stateFile = file.resolveSibling(file.getFileName() + ".state");
    if (Files.exists(file)) {
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        length = in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /**
   * Where the bytes came from.
   *
   * @param url that was asked
   * @param validator see {@link Transfer.Answer#validator()}
   * @param total length that the server announced; -1 for none
   */
  record State(String url, @Nullable String validator, long total) {}

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  /** The checksum of all that is there. */
  String checksum() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  @Nullable State state() {
    try {
      List<String> lines = Files.readAllLines(stateFile);
      if (lines.size() == 3) {
        return new State(
            lines.get(0),
            lines.get(1).isEmpty() ? null : lines.get(1),
            Long.parseLong(lines.get(2)));
      }
    } catch (IOException | NumberFormatException e) {
      // Then nothing is known of the part, and it is not continued without a checksum.
      return null;
    }
    return null;
  }

  void write(State state) throws IOException {
    String validator = state.validator() == null ? "" : state.validator();
    Path fresh = stateFile.resolveSibling(stateFile.getFileName() + ".new");
    Files.writeString(fresh, state.url() + "\n" + validator + "\n" + state.total() + "\n");
    Files.move(fresh, stateFile, StandardCopyOption.REPLACE_EXISTING);
  }

  FileChannel append() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  void add(FileChannel channel, ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      length += channel.write(bytes);
    }
  }

  /** The beginning as text, for a look at what it is. */
  String head() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
  }

  /** Forgets everything. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(stateFile);
    digest.reset();
    length = 0;
  }

  /** Forgets where it came from; the file stays. */
  void forgetState() throws IOException {
    Files.deleteIfExists(stateFile);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The checksum of a file. */
  static String sha256(Path file) throws IOException {
    return new PartFile(file).checksum();
  }
}
