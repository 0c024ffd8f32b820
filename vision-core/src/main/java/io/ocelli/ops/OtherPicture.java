package io.ocelli.ops;

import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A second picture that an operation works with: a reference, a mask, a template. It is read once,
 * when it is first wanted, and kept in Java's memory, so it needs no closing. Two are equal when
 * they are of the same file, or the same object.
 */
public final class OtherPicture {
  private final @Nullable Path file;
  private @Nullable Pixels pixels;

  private record Pixels(
      int width, int height, @SuppressWarnings("ArrayRecordComponent") byte[] bgr) {}

  private OtherPicture(@Nullable Path file, @Nullable Pixels pixels) {
    this.file = file;
    this.pixels = pixels;
  }

  /** The picture in a file. */
  public static OtherPicture of(Path file) {
    return new OtherPicture(file, null);
  }

  /** A picture at hand, which is copied. */
  public static OtherPicture of(Image image) {
    return new OtherPicture(null, pixelsOf(image));
  }

  /** The same with its file's path taken from a folder, unless it is absolute or has no file. */
  OtherPicture from(Path folder) {
    return file == null || file.isAbsolute() ? this : of(folder.resolve(file));
  }

  /** The file it is in, where it is in one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * The picture as BGR, for the caller to close.
   *
   * @throws io.ocelli.image.UnreadableImageException if it cannot be read
   */
  public Image open() {
    Pixels kept = pixels();
    return Image.ofBgr(kept.width(), kept.height(), kept.bgr());
  }

  /** As {@link #open()}, as a raster. */
  public Raster raster() {
    Pixels kept = pixels();
    return Raster.of(kept.width(), kept.height(), io.ocelli.image.ColorSpace.BGR, kept.bgr());
  }

  private synchronized Pixels pixels() {
    Pixels kept = pixels;
    if (kept == null) {
      try (Image image = Image.read(Objects.requireNonNull(file))) {
        kept = pixelsOf(image);
      }
      pixels = kept;
    }
    return kept;
  }

  private static Pixels pixelsOf(Image image) {
    byte[] bgr = new byte[Math.toIntExact(3L * image.width() * image.height())];
    image.pixels().get(bgr);
    return new Pixels(image.width(), image.height(), bgr);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof OtherPicture that && file != null && file.equals(that.file));
  }

  @Override
  public int hashCode() {
    return file == null ? System.identityHashCode(this) : file.hashCode();
  }

  @Override
  public String toString() {
    return file == null ? "a picture in memory" : file.toString();
  }
}
