package io.ocelli.dataset.load;

import io.ocelli.dataset.ByteSource;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pictures in a flat file of their pixels, with an index beside it.
 *
 * <p>The pixels are only ever appended to. The index says what of them is valid; it is written when
 * the cache is closed, as a whole and by a rename. So after a crash the file is as the index before
 * knew it, and what lies behind is written over. Each picture has a checksum, as has the index:
 * what is damaged or cut is decoded again.
 */
final class DiskCache implements PictureCache {
  /** Another number wherever decoding, resizing or the layout of the files changes. */
  private static final int VERSION = 1;

  private static final int MAGIC = 0x6f63656c;
  private static final int HEADER = 4 + 4 + 4 + 8;
  private static final int RECORD = 3 * 8 + 9 * 4;

  /** What is left free on a disk for others. */
  private static final long SPARE = 256L << 20;

  private final ExampleSource source;
  private final long limit;
  private final Consumer<String> warning;
  private final Path index;
  private final FileStore disk;
  private final FileChannel pixels;
  private final FileLock lock;
  private final AtomicReferenceArray<Kept> kept;
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private volatile boolean changed;

  /** Guarded by this. */
  private long end;

  /**
   * A picture in the file.
   *
   * @param size of its source in bytes
   * @param time of its source's last change in milliseconds
   */
  private record Kept(
      long offset, long size, long time, int width, int height, Letterbox place, int sum) {
    long bytes() {
      return 3L * width * height;
    }
  }

  private DiskCache(
      ExampleSource source,
      long limit,
      Consumer<String> warning,
      Path index,
      FileChannel pixels,
      FileLock lock)
      throws IOException {
    this.source = source;
    this.limit = limit;
    this.warning = warning;
    this.index = index;
    this.disk = Files.getFileStore(index.toAbsolutePath().getParent());
    this.pixels = pixels;
    this.lock = lock;
    this.kept = new AtomicReferenceArray<>(source.size());
    this.end = read();
    pixels.truncate(end);
  }

  /** Opens the cache of some pictures; without one, with a warning, if that is not possible. */
  static PictureCache open(
      ExampleSource source, Preprocess preprocess, Cache.Disk where, Consumer<String> warning) {
    String name = name(source, preprocess);
    Path file = where.folder().resolve(name + ".pixels");
    FileChannel channel = null;
    try {
      Files.createDirectories(where.folder());
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("another run uses it");
      }
      Path index = where.folder().resolve(name + ".index");
      return new DiskCache(source, where.bytes(), warning, index, channel, lock);
    } catch (IOException | OverlappingFileLockException e) {
      warning.accept("pictures are not cached on disk: " + file + ": " + reason(e));
      close(channel);
      return PictureCache.NONE;
    }
  }

  private static String reason(Exception e) {
    return e instanceof OverlappingFileLockException
        ? "another loader uses it"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** One file for each list of pictures and each way to bring them to size. */
  private static String name(ExampleSource source, Preprocess preprocess) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    String shape =
        "%d %d %d %s %s"
            .formatted(
                VERSION,
                preprocess.width(),
                preprocess.height(),
                preprocess.resize(),
                preprocess.cropFraction());
    digest.update(shape.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < source.size(); i++) {
      digest.update((byte) 0);
      digest.update(source.name(i).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  /**
   * Reads the index.
   *
   * @return how many bytes of the pixels it covers; 0 if there is none that is whole
   */
  private long read() throws IOException {
    if (!Files.isRegularFile(index)) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(index));
    if (bytes.capacity() != HEADER + (long) RECORD * kept.length() + 4) {
      return 0;
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), 0, bytes.capacity() - 4);
    boolean whole =
        bytes.getInt() == MAGIC
            && bytes.getInt() == VERSION
            && bytes.getInt() == kept.length()
            && bytes.getInt(bytes.capacity() - 4) == (int) sum.getValue();
    long covered = bytes.getLong();
    if (!whole || covered > pixels.size()) {
      return 0;
    }
    for (int i = 0; i < kept.length(); i++) {
      Kept one =
          new Kept(
              bytes.getLong(),
              bytes.getLong(),
              bytes.getLong(),
              bytes.getInt(),
              bytes.getInt(),
              new Letterbox(
                  bytes.getInt(),
                  bytes.getInt(),
                  bytes.getInt(),
                  bytes.getInt(),
                  bytes.getInt(),
                  bytes.getInt()),
              bytes.getInt());
      if (one.width() > 0) {
        kept.set(i, one);
      }
    }
    return covered;
  }

  @Override
  public @Nullable Fitted get(int index) {
    Kept one = kept.get(index);
    if (one == null) {
      return null;
    }
    Stamp now = stamp(index).orElse(null);
    if (now == null || now.size() != one.size() || now.time() != one.time()) {
      drop(index, one);
      return null;
    }
    byte[] bgr = new byte[(int) one.bytes()];
    try {
      ByteBuffer to = ByteBuffer.wrap(bgr);
      while (to.hasRemaining()) {
        if (pixels.read(to, one.offset() + to.position()) < 0) {
          throw new IOException("cut off");
        }
      }
    } catch (IOException e) {
      drop(index, one);
      return null;
    }
    if (sum(bgr) != one.sum()) {
      drop(index, one);
      return null;
    }
    return new Fitted(Image.ofBgr(one.width(), one.height(), bgr), one.place(), false);
  }

  @Override
  public Fitted keep(int index, Fitted fitted) {
    Stamp now = writing.get() ? stamp(index).orElse(null) : null;
    if (now == null) {
      return fitted;
    }
    byte[] bgr = new byte[3 * fitted.image().width() * fitted.image().height()];
    fitted.image().pixels().get(bgr);
    long offset;
    synchronized (this) {
      if (end + bgr.length > limit) {
        return fitted;
      }
      offset = end;
      end += bgr.length;
    }
    try {
      if (disk.getUsableSpace() < SPARE + bgr.length) {
        throw new IOException("the disk is nearly full");
      }
      ByteBuffer from = ByteBuffer.wrap(bgr);
      while (from.hasRemaining()) {
        pixels.write(from, offset + from.position());
      }
    } catch (IOException e) {
      if (writing.getAndSet(false)) {
        warning.accept(
            "no more pictures are cached on disk: " + this.index.getParent() + ": " + reason(e));
      }
      return fitted;
    }
    kept.set(
        index,
        new Kept(
            offset,
            now.size(),
            now.time(),
            fitted.image().width(),
            fitted.image().height(),
            fitted.place(),
            sum(bgr)));
    changed = true;
    return fitted;
  }

  private void drop(int index, Kept one) {
    kept.compareAndSet(index, one, null);
    changed = true;
  }

  private static int sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  /** By what a change of a picture is noticed. */
  private record Stamp(long size, long time) {}

  /** Empty for pictures that are not in files: they may be others under the same name. */
  private Optional<Stamp> stamp(int index) {
    ByteSource bytes = source.bytes(index).orElse(null);
    Path file =
        bytes instanceof ByteSource.InTar tar
            ? tar.tar()
            : bytes instanceof ByteSource.InZip zip
                ? zip.zip()
                : bytes == null ? null : bytes.file();
    if (bytes == null || file == null) {
      return Optional.empty();
    }
    try {
      long size = bytes.file() == null ? bytes.size() : Files.size(file);
      return Optional.of(new Stamp(size, Files.getLastModifiedTime(file).toMillis()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Writes the index, if there is something new to say. */
  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + RECORD * kept.length() + 4);
    bytes.putInt(MAGIC).putInt(VERSION).putInt(kept.length());
    long covered = 0;
    long used = 0;
    bytes.putLong(covered);
    for (int i = 0; i < kept.length(); i++) {
      Kept one = kept.get(i);
      if (one == null) {
        bytes.position(bytes.position() + RECORD);
        continue;
      }
      covered = Math.max(covered, one.offset() + one.bytes());
      used += one.bytes();
      bytes.putLong(one.offset()).putLong(one.size()).putLong(one.time());
      bytes.putInt(one.width()).putInt(one.height());
      Letterbox place = one.place();
      bytes.putInt(place.sourceWidth()).putInt(place.sourceHeight());
      bytes.putInt(place.left()).putInt(place.top());
      bytes.putInt(place.width()).putInt(place.height());
      bytes.putInt(one.sum());
    }
    if (used < covered / 2) {
      // Most of the file is of pictures that have changed: the next loader begins anew.
      Files.deleteIfExists(index);
      return;
    }
    bytes.putLong(HEADER - 8, covered);
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), 0, bytes.position());
    bytes.putInt((int) sum.getValue());
    pixels.force(false);
    Path part = index.resolveSibling(index.getFileName() + ".part");
    Files.write(part, bytes.array());
    Files.move(part, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** How many pictures are kept. */
  int size() {
    int n = 0;
    for (int i = 0; i < kept.length(); i++) {
      n += kept.get(i) == null ? 0 : 1;
    }
    return n;
  }

  @Override
  public void close() {
    try {
      if (pixels.isOpen() && changed) {
        write();
      }
    } catch (IOException e) {
      warning.accept("the cache of pictures is not kept: " + index + ": " + reason(e));
    }
    try {
      lock.release();
    } catch (IOException e) {
      // The lock ends with the channel.
    }
    close(pixels);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing is left to be written.
    }
  }
}
