package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All eight orientations, in every format that can say one, against a turn pixel by pixel. */
class OrientationTest {
  private static final int W = 40;
  private static final int H = 24;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void jpegPngAndWebp(int orientation) {
    try (Image picture = TestImages.picture(W, H)) {
      byte[] little = TestImages.exif(orientation, ByteOrder.LITTLE_ENDIAN);
      byte[] big = TestImages.exif(orientation, ByteOrder.BIG_ENDIAN);
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      byte[] png = picture.encode(ImageFormat.PNG);
      byte[] webp = picture.encode(ImageFormat.WEBP);
      check(jpeg, TestImages.jpegWithExif(jpeg, little), orientation);
      check(jpeg, TestImages.jpegWithExif(jpeg, big), orientation);
      check(png, TestImages.pngWithChunk(png, "eXIf", big), orientation);
      check(webp, TestImages.webpWithExif(webp, W, H, little), orientation);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void tiffOf8And16Bit(int orientation) {
    try (Image picture = TestImages.picture(W, H)) {
      byte[] bgr = TestImages.bytes(picture);
      byte[] rgb = new byte[bgr.length];
      byte[] rgb16 = new byte[2 * bgr.length];
      byte[] gray16 = new byte[2 * W * H];
      for (int i = 0; i < bgr.length; i++) {
        rgb[i] = bgr[i / 3 * 3 + 2 - i % 3];
        rgb16[2 * i] = rgb[i];
        rgb16[2 * i + 1] = rgb[i];
      }
      for (int i = 0; i < W * H; i++) {
        gray16[2 * i] = bgr[3 * i];
        gray16[2 * i + 1] = bgr[3 * i];
      }
      check(
          TestImages.tiff(W, H, 3, 8, 1, -1, rgb),
          TestImages.tiff(W, H, 3, 8, orientation, -1, rgb),
          orientation);
      check(
          TestImages.tiff(W, H, 3, 16, 1, -1, rgb16),
          TestImages.tiff(W, H, 3, 16, orientation, -1, rgb16),
          orientation);
      check(
          TestImages.tiff(W, H, 1, 16, 1, -1, gray16),
          TestImages.tiff(W, H, 1, 16, orientation, -1, gray16),
          orientation);
      try (Image plain = TestImages.decode(TestImages.tiff(W, H, 3, 16, 1, -1, rgb16))) {
        assertThat(TestImages.bytes(plain)).isEqualTo(bgr);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void reducedJpegIsTurnedToo(int orientation) {
    try (Image picture = TestImages.picture(640, 320)) {
      byte[] jpeg = picture.encode(ImageFormat.JPEG);
      byte[] exif = TestImages.exif(orientation, ByteOrder.BIG_ENDIAN);
      DecodeOptions small = DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(70, 70));
      try (Image stored = Image.decode(jpeg, "stored", small);
          Image upright = Image.decode(TestImages.jpegWithExif(jpeg, exif), "turned", small)) {
        assertThat(stored.width()).isEqualTo(160);
        assertThat(TestImages.bytes(upright)).isEqualTo(TestImages.turned(stored, orientation));
      }
    }
  }

  private static void check(byte[] plain, byte[] oriented, int orientation) {
    ImageHeader header = ImageHeader.of(oriented, "oriented");
    assertThat(header.orientation()).isEqualTo(orientation);
    try (Image stored = TestImages.decode(plain);
        Image upright = TestImages.decode(oriented)) {
      assertThat(upright.width())
          .isEqualTo(orientation >= 5 ? H : W)
          .isEqualTo(header.uprightWidth());
      assertThat(upright.height()).isEqualTo(orientation >= 5 ? W : H);
      assertThat(TestImages.bytes(upright)).isEqualTo(TestImages.turned(stored, orientation));
    }
  }
}
