package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.ocelli.image.UnreadableImageException.Reason;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cut and changed files give a picture or an UnreadableImageException, and cut ones never one. */
class DamageTest {
  private static final DecodeOptions SMALL = DecodeOptions.DEFAULT.withMaxPixels(20_000_000);

  @Test
  void noCutFileDecodes() throws IOException {
    for (byte[] whole : files()) {
      int step = Math.max(1, whole.length / 97);
      for (int length = 1; length < whole.length; length += step) {
        assertRefused(whole, length);
      }
      if (ImageFormat.sniff(whole).orElseThrow() != ImageFormat.TIFF) { // may end with padding
        assertRefused(whole, whole.length - 1);
      }
    }
  }

  private static void assertRefused(byte[] whole, int length) {
    try (Image image = Image.decode(Arrays.copyOf(whole, length), "cut", SMALL)) {
      fail(
          "%s cut to %d of %d bytes gave %s",
          ImageFormat.sniff(whole).orElseThrow(), length, whole.length, image);
    } catch (UnreadableImageException e) {
      assertThat(e.reason()).isNotEqualTo(Reason.IO);
    }
  }

  @Test
  void changedFilesGiveAPictureOrAnError() throws IOException {
    Random random = new Random(7);
    for (byte[] whole : files()) {
      for (int i = 0; i < 60; i++) {
        byte[] changed = whole.clone();
        int bound = i % 2 == 0 ? Math.min(400, whole.length) : whole.length;
        for (int k = 0; k <= i % 4; k++) {
          changed[random.nextInt(bound)] = (byte) random.nextInt();
        }
        decodeOrRefuse(changed);
      }
    }
  }

  @Test
  void zeroedTailsAreDamage() throws IOException {
    try (Image picture = TestImages.picture(200, 150)) {
      for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.PNG)) {
        byte[] bytes = picture.encode(format);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
        assertReason(bytes, Reason.DAMAGED);
      }
    }
    assertReason(new byte[4096], Reason.DAMAGED);
  }

  @Test
  void missingBlocksAreDamageEvenWithAnEndMarker() throws IOException {
    try (Image picture = TestImages.noise(320, 240, 3)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      for (int kept = jpeg.length / 3; kept < jpeg.length * 9 / 10; kept += jpeg.length / 7) {
        byte[] cut = Arrays.copyOf(jpeg, kept);
        cut[kept - 3] = 0;
        cut[kept - 2] = (byte) 0xFF;
        cut[kept - 1] = (byte) 0xD9;
        assertReason(cut, Reason.DAMAGED);
      }
      Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 4096, (byte) 0);
      assertReason(jpeg, Reason.DAMAGED);
    }
    byte[] progressive = Files.readAllBytes(TestData.require("odd/progressive.jpg"));
    Arrays.fill(progressive, progressive.length / 2, progressive.length - 2, (byte) 0);
    assertReason(progressive, Reason.DAMAGED);
  }

  @Test
  void aJpegWhoseHeightLiesIsDamage() {
    try (Image picture = TestImages.noise(320, 240, 3)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      int frame = indexOf(jpeg, (byte) 0xFF, (byte) 0xC0);
      ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 400);
      assertReason(jpeg, Reason.DAMAGED);
      assertThatThrownBy(
              () ->
                  Image.decode(
                      jpeg,
                      "reduced",
                      DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(10, 10))))
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void flatPicturesAreNotTakenForDamaged() {
    for (int side : new int[] {1, 7, 8, 16, 17, 300}) {
      try (Image white = Image.blank(side, side, 255, 255, 255)) {
        for (int quality : new int[] {5, 92, 100}) {
          try (Image again = TestImages.decode(white.encode(ImageFormat.JPEG, quality))) {
            assertThat(again.width()).isEqualTo(side);
          }
        }
      }
    }
  }

  @Test
  void aHeaderThatClaimsMoreThanItsDataCanHoldIsRefusedBeforeMemoryIsTaken() {
    try (Image picture = TestImages.picture(200, 150)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      int frame = indexOf(jpeg, (byte) 0xFF, (byte) 0xC0);
      ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 20000).putShort(frame + 7, (short) 20000);
      assertReason(jpeg, Reason.DAMAGED);
      byte[] png = picture.encode(ImageFormat.PNG);
      byte[] header = Arrays.copyOfRange(png, 16, 29);
      ByteBuffer.wrap(header).putInt(0, 20000).putInt(4, 20000);
      byte[] chunk = TestImages.pngChunk("IHDR", header);
      System.arraycopy(chunk, 0, png, 8, chunk.length);
      assertReason(png, Reason.DAMAGED);
    }
  }

  @Test
  void aWholeFileWithTrailingJunkDecodes() {
    try (Image picture = TestImages.picture(64, 48)) {
      for (ImageFormat format : ImageFormat.values()) {
        if (format.canEncode()) {
          byte[] bytes = picture.encode(format);
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1000);
          Arrays.fill(longer, bytes.length, longer.length, (byte) 0xD9);
          try (Image image = TestImages.decode(longer)) {
            assertThat(image.width()).as(format.name()).isEqualTo(64);
          }
        }
      }
    }
  }

  @Test
  void aThumbnailInsideDoesNotPassForThePicture() {
    try (Image picture = TestImages.picture(64, 48)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      byte[] exif = new byte[8 + jpeg.length];
      System.arraycopy("II*\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, exif, 0, 8);
      System.arraycopy(jpeg, 0, exif, 8, jpeg.length);
      byte[] whole = TestImages.jpegWithExif(jpeg, exif);
      TestImages.decode(whole).close();
      assertReason(Arrays.copyOf(whole, whole.length - 10), Reason.DAMAGED);
    }
  }

  @Test
  void largerThanTheLimitIsRefused() {
    try (Image picture = TestImages.picture(100, 100)) {
      byte[] png = picture.encode(ImageFormat.PNG);
      assertThatThrownBy(
              () -> Image.decode(png, "big.png", DecodeOptions.DEFAULT.withMaxPixels(9_999)))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining("9999")
          .hasMessageContaining("100x100")
          .hasMessageContaining("big.png");
    }
  }

  private static int indexOf(byte[] bytes, byte first, byte second) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == first && bytes[i + 1] == second) {
        return i;
      }
    }
    throw new IllegalArgumentException("not there");
  }

  private static void assertReason(byte[] bytes, Reason reason) {
    assertThatThrownBy(() -> Image.decode(bytes, "test", DecodeOptions.DEFAULT).close())
        .isInstanceOfSatisfying(
            UnreadableImageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void decodeOrRefuse(byte[] bytes) {
    try (Image image = Image.decode(bytes, "changed", SMALL)) {
      assertThat(image.pixels().remaining()).isEqualTo(3 * image.width() * image.height());
    } catch (UnreadableImageException e) {
      assertThat(e.oneLine()).contains("changed");
    } catch (RuntimeException e) {
      fail("neither a picture nor an UnreadableImageException", e);
    }
  }

  /** Small files of every format, from the encoders and, where it is there, from the test data. */
  private static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Image picture = TestImages.picture(40, 30)) {
      for (ImageFormat format : ImageFormat.values()) {
        if (format.canEncode()) {
          files.add(picture.encode(format));
        }
      }
      byte[] gray = new byte[40 * 30];
      files.add(TestImages.tiff(40, 30, 1, 8, 6, -1, gray));
      files.add(("P6 40 30 255\n" + "x".repeat(3600)).getBytes(StandardCharsets.US_ASCII));
    }
    Path odd = TestData.require("odd");
    for (String name :
        List.of(
            "progressive.jpg",
            "gray.jpg",
            "interlaced-1bit.png",
            "palette.bmp",
            "animated.gif",
            "lossy.webp",
            "multipage.tiff")) {
      files.add(Files.readAllBytes(odd.resolve(name)));
    }
    return files;
  }
}
