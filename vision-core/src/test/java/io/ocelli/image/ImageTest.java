package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.UnreadableImageException.Reason;
import io.ocelli.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading from and writing to files, and the kinds of pictures that need a rule. */
class ImageTest {
  @TempDir Path folder;

  @Test
  void writesWhatTheExtensionSaysUnderAnyName() throws IOException {
    try (Image picture = TestImages.picture(30, 20)) {
      for (String name : new String[] {"лист 🍅.PNG", "a.jpeg", "b.webp", "c.tif", "d.bmp"}) {
        Path file = folder.resolve(name);
        picture.write(file);
        picture.write(file); // over itself
        assertThat(ImageFormat.sniff(Files.readAllBytes(file))).isEqualTo(ImageFormat.ofName(name));
        try (Image again = Image.read(file)) {
          assertThat(again.width()).isEqualTo(30);
        }
      }
      try (var files = Files.list(folder)) {
        assertThat(files).as("no temporary files are left").hasSize(5);
      }
    }
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    try (Image picture = TestImages.picture(30, 20)) {
      assertThatThrownBy(() -> picture.write(folder.resolve("a.xyz")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("a.xyz")
          .hasMessageContaining("png");
      assertThatThrownBy(() -> picture.write(folder.resolve("a.gif")))
          .isInstanceOf(UsageException.class);
      assertThatThrownBy(() -> picture.write(folder.resolve("none/a.png")))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("no such folder");
      assertThatThrownBy(() -> picture.encode(ImageFormat.JPEG, 0))
          .isInstanceOf(UsageException.class);
      Path locked = Files.createDirectory(folder.resolve("locked"));
      assertThat(locked.toFile().setWritable(false)).isTrue();
      Assumptions.assumeFalse(Files.isWritable(locked), "this user may write everywhere");
      assertThatThrownBy(() -> picture.write(locked.resolve("a.png")))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("locked");
    }
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertReason(() -> Image.read(folder.resolve("absent.jpg")), Reason.IO, "no such file");
    assertReason(() -> Image.read(folder), Reason.IO, "folder");
    assertForeign("%PDF-1.7 ...", Reason.NOT_AN_IMAGE, "PDF");
    assertForeign("version https://git-lfs.github.com/spec/v1\n", Reason.NOT_AN_IMAGE, "git lfs");
    assertForeign("<svg xmlns='...'></svg>", Reason.UNSUPPORTED, "SVG");
    assertForeign("\0\0\0\u0018ftypheic\0\0\0\0", Reason.UNSUPPORTED, "HEIC");
    assertForeign("\0\0\0\u0018ftypavif\0\0\0\0", Reason.UNSUPPORTED, "AVIF");
    assertForeign("\0\0\0\u0018ftypisom\0\0\0\0", Reason.NOT_AN_IMAGE, "video");
    assertForeign("8BPS\0\1", Reason.UNSUPPORTED, "Photoshop");
    assertForeign("PK\3\4....", Reason.NOT_AN_IMAGE, "zip");
    assertForeign("BM is how this text begins", Reason.NOT_AN_IMAGE, "text");
    assertForeign("\u0007\u0006\u0002", Reason.NOT_AN_IMAGE, "07 06 02");
    assertForeign("", Reason.EMPTY, "empty");
  }

  private static void assertForeign(String content, Reason reason, String named) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    assertReason(() -> Image.decode(bytes, "x.jpg", DecodeOptions.DEFAULT), reason, named);
    // Long enough to be judged by its beginning alone.
    if (bytes.length > 0) {
      byte[] longer = Arrays.copyOf(bytes, 2000);
      Arrays.fill(longer, bytes.length, 2000, (byte) ' ');
      assertReason(
          () -> Image.read(new ByteArrayInputStream(longer), "x.jpg", DecodeOptions.DEFAULT),
          reason,
          named);
    }
  }

  private static void assertReason(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Reason reason, String named) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UnreadableImageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(named);
  }

  @Test
  void transparencyIsBlendedOverWhite() throws IOException {
    byte[] rgba = {(byte) 200, 30, 60, (byte) 128, 0, 0, 0, 0};
    byte[] tiff = TestImages.tiff(2, 1, 4, 8, 1, 2, rgba);
    try (Image image = TestImages.decode(tiff)) {
      assertThat(bytes(image)).containsExactly(157, 142, 227, 255, 255, 255);
    }
    try (Image image = Image.read(TestData.require("odd/gray-alpha.png"))) {
      assertThat(image.pixels().get(0)).as("a transparent corner").isEqualTo((byte) 255);
    }
    byte[] gray = {10, 20, 30};
    try (Image plain = Image.ofBgr(1, 1, gray)) {
      byte[] key = {0, 30, 0, 20, 0, 10};
      byte[] png = TestImages.pngWithChunk(plain.encode(ImageFormat.PNG), "tRNS", key);
      try (Image image = TestImages.decode(png)) {
        assertThat(bytes(image)).containsExactly(255, 255, 255);
      }
    }
  }

  @Test
  void sixteenBitsAreDividedBy257AndRounded() throws IOException {
    byte[] samples = {0, 0, (byte) 128, 0, (byte) 129, 0, (byte) 255, (byte) 255};
    try (Image image = TestImages.decode(TestImages.tiff(4, 1, 1, 16, 1, -1, samples))) {
      assertThat(bytes(image)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 255, 255, 255);
    }
    try (Image sixteen = Image.read(TestData.require("odd/gray16.png"))) {
      assertThat(sixteen.width()).isEqualTo(150);
    }
  }

  @Test
  void bitmapsOfPlainTextAndOddScales() {
    assertPnm("P5 2 1 100\n" + (char) 100 + (char) 50, 255, 128);
    assertPnm("P2 # a comment\n2 1\n1000\n1000 500", 255, 128);
    assertPnm("P5 2 1 255\n" + (char) 100 + (char) 50, 100, 50);
    assertPnm("P1 2 1\n01", 255, 0);
  }

  private static void assertPnm(String content, int first, int second) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    try (Image image = TestImages.decode(bytes)) {
      assertThat(bytes(image)).containsExactly(first, first, first, second, second, second);
    }
  }

  @Test
  void cmykHasTrueColours() throws IOException {
    // White paper in the lower left of this picture of a parrot, red feathers in its middle.
    try (Image image = Image.read(TestData.require("odd/cmyk-made.jpg"))) {
      long[] sums = new long[3];
      for (int y = 60; y < 110; y++) {
        for (int x = 110; x < 150; x++) {
          for (int c = 0; c < 3; c++) {
            sums[c] += image.pixels().get(3 * (y * 220 + x) + c) & 0xFF;
          }
        }
      }
      assertThat(sums[2]).as("red over blue").isGreaterThan(sums[0] * 5 / 4);
    }
    byte[] adobe = Files.readAllBytes(TestData.require("odd/cmyk-made.jpg"));
    int marker = new String(adobe, StandardCharsets.ISO_8859_1).indexOf("Adobe") - 4;
    byte[] plain = new byte[adobe.length - 16];
    System.arraycopy(adobe, 0, plain, 0, marker);
    System.arraycopy(adobe, marker + 16, plain, marker, plain.length - marker);
    try (Image image = TestImages.decode(plain)) {
      // The same stored values, without the sign that they are inverted: (255 - C) * (255 - K).
      assertThat(image.width()).isEqualTo(220);
      assertThat(image.pixels().get(0) & 0xFF).isLessThan(30);
    }
  }

  @Test
  void headersAreReadWithoutDecoding() {
    try (Image picture = TestImages.picture(30, 20)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      byte[] turned = TestImages.jpegWithExif(jpeg, TestImages.exif(8, ByteOrder.LITTLE_ENDIAN));
      ImageHeader header = ImageHeader.of(turned, "a.jpg");
      assertThat(header).isEqualTo(new ImageHeader(ImageFormat.JPEG, 30, 20, 8, 3, 8, false));
      assertThat(header.uprightWidth()).isEqualTo(20);
      assertThat(header.pixels()).isEqualTo(600);
    }
  }

  @Test
  void aClosedPictureSaysSo() {
    Image picture = TestImages.picture(30, 20);
    picture.close();
    picture.close();
    assertThatThrownBy(picture::pixels).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thumbnailsKeepTheShape() {
    try (Image wide = TestImages.picture(600, 30);
        Image small = TestImages.picture(20, 10)) {
      assertThat(Thumbnails.of(wide, 96).getWidth()).isEqualTo(96);
      assertThat(Thumbnails.of(wide, 96).getHeight()).isEqualTo(5);
      assertThat(Thumbnails.of(wide, 10).getHeight()).isEqualTo(1);
      assertThat(Thumbnails.of(small, 96).getWidth()).isEqualTo(20);
      try (Image again = TestImages.decode(Thumbnails.jpeg(wide, 96))) {
        assertThat(again.width()).isEqualTo(96);
      }
    }
  }

  private static int[] bytes(Image image) {
    byte[] bytes = TestImages.bytes(image);
    int[] values = new int[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }
}
