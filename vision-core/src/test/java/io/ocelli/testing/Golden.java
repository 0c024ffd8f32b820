package io.ocelli.testing;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/**
 * Compares a picture with the one that was looked at and kept in {@code src/test/resources/golden}
 * of the module under test. {@code -Docelli.golden.update=true} keeps the new one instead: look at
 * it before it is committed.
 */
public final class Golden {
  private static final Path KEPT = Path.of("src", "test", "resources", "golden");
  private static final Path FAILED = Path.of("target", "golden");

  private Golden() {}

  /**
   * Fails unless at most {@code share} of the channel values differ by more than {@code tolerance};
   * the picture then lies in {@code target/golden}.
   *
   * @param name of the file, with {@code .png}
   * @param tolerance levels of 0 to 255
   * @param share 0 to 1
   */
  public static void check(Image image, String name, int tolerance, double share) {
    Path kept = KEPT.resolve(name);
    try {
      if (Boolean.getBoolean("ocelli.golden.update")) {
        Files.createDirectories(KEPT);
        Files.write(kept, image.encode(ImageFormat.PNG));
        return;
      }
      if (!Files.exists(kept)) {
        fail(image, name, "there is no such picture yet; -Docelli.golden.update=true makes it");
      }
      byte[] bytes = Files.readAllBytes(kept);
      try (Image expected = Image.decode(bytes, name, DecodeOptions.DEFAULT)) {
        if (expected.width() != image.width() || expected.height() != image.height()) {
          fail(image, name, "the size is " + image + ", expected " + expected);
        }
        compare(image, expected, name, tolerance, share);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Image image, Image expected, String name, int tolerance, double share)
      throws IOException {
    ByteBuffer a = image.pixels();
    ByteBuffer b = expected.pixels();
    int different = 0;
    int largest = 0;
    for (int i = 0; i < a.capacity(); i++) {
      int distance = Math.abs((a.get(i) & 255) - (b.get(i) & 255));
      largest = Math.max(largest, distance);
      different += distance > tolerance ? 1 : 0;
    }
    if (different > share * a.capacity()) {
      fail(
          image,
          name,
          "%d of %d values differ by more than %d, the largest by %d"
              .formatted(different, a.capacity(), tolerance, largest));
    }
  }

  private static void fail(Image image, String name, String why) throws IOException {
    Files.createDirectories(FAILED);
    Path file = FAILED.resolve(name);
    Files.write(file, image.encode(ImageFormat.PNG));
    Assertions.fail("golden picture " + name + ": " + why + "; see " + file);
  }
}
