package io.ocelli.dataset.format;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Files that hold many pictures as bare pixels, packed with gzip or not. */
final class PixelPictures {
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private PixelPictures() {}

  /** All bytes of the file, unpacked. */
  static byte[] bytes(Entry file) {
    try {
      byte[] bytes = file.source().read();
      boolean packed = bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
      if (!packed) {
        return bytes;
      }
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return in.readNBytes(LARGEST);
      }
    } catch (IOException e) {
      throw FileTree.unreadable(file.source(), e);
    }
  }

  /** The first bytes, unpacked; fewer if it is shorter or broken. */
  static byte[] head(Entry file, int length) {
    byte[] head = FileTree.head(file.source(), 512 + length);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      return in.readNBytes(length);
    } catch (IOException notPacked) {
      return head.length <= length ? head : java.util.Arrays.copyOf(head, length);
    }
  }

  /** One of the pictures, named by its number. */
  static AnnotatedPicture picture(
      Entry file, int number, ByteSource.Pixels pixels, int label, Optional<Split> split) {
    String path = String.format(Locale.ROOT, "%05d.png", number);
    if (split.isEmpty()) {
      path = FileTree.stem(FileTree.last(file.path())) + "/" + path;
    }
    return new AnnotatedPicture(
        ByteSource.of(file.source().name() + "!/" + path, pixels),
        path,
        pixels.width(),
        pixels.height(),
        List.of(),
        List.of(label),
        split,
        Map.of());
  }

  /**
   * The pixels of a picture, blue, green, red for each.
   *
   * @throws OcelliException if it cannot be read
   */
  static byte[] bgr(AnnotatedPicture picture) {
    try (Image image = picture.source().decode(DecodeOptions.DEFAULT)) {
      ByteBuffer pixels = image.pixels();
      byte[] bgr = new byte[pixels.remaining()];
      pixels.get(bgr);
      return bgr;
    }
  }
}
