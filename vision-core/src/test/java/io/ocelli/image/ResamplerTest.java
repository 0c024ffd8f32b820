package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Preprocess.ColorOrder;
import io.ocelli.image.Preprocess.Resize;
import java.util.List;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing, bit for bit. */
class ResamplerTest {
  /** Bytes that a line of any language can make: a mixed counter. */
  private static Image source(int width, int height) {
    byte[] bytes = new byte[3 * width * height];
    for (int i = 0; i < bytes.length; i++) {
      int mixed = i * 0x9E3779B1 + 12345;
      mixed = (mixed ^ mixed >>> 15) * 0x85EBCA77;
      bytes[i] = (byte) (mixed >>> 13);
    }
    return Image.ofBgr(width, height, bytes);
  }

  private static byte[] fit(Preprocess preprocess, Image image) {
    try (Preprocessor worker = preprocess.start();
        Image fitted = worker.fit(image)) {
      return TestImages.bytes(fitted);
    }
  }

  private static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }

  private static Preprocess crop(int width, int height, double fraction) {
    List<Double> zero = List.of(0.0, 0.0, 0.0);
    List<Double> one = List.of(1.0, 1.0, 1.0);
    return new Preprocess(
        width, height, Resize.CROP, ColorOrder.BGR, 1, zero, one, fraction, Preprocess.FILL);
  }

  /**
   * CRC-32 of what Pillow 12.3 makes of the bytes above: {@code
   * zlib.crc32(np.asarray(Image.fromarray(bytes).resize((toWidth, toHeight), Image.BILINEAR)))}.
   */
  @ParameterizedTest
  @CsvSource({
    "7,5,4,3,09708887",
    "5,4,9,7,2e442c64",
    "256,256,224,224,9b54275d",
    "333,90,224,224,e150a4b5",
    "3000,4,20,30,e70a50fa",
    "1,1,5,4,52cac49d",
    "20000,3,1,2,200718f5",
    "640,480,224,168,44dbd3f3",
    "100,37,100,20,450b49c1",
    "31,31,300,7,395780b6"
  })
  void stretchingIsPillows(int width, int height, int toWidth, int toHeight, String crc) {
    try (Image image = source(width, height)) {
      assertThat(crc(fit(Preprocess.stretch01(toWidth, toHeight), image))).isEqualTo(crc);
    }
  }

  /**
   * CRC-32 of torchvision's {@code Resize(covered)}, {@code CenterCrop(side)} with Pillow 12.3: the
   * longer side is {@code int(covered * longer / shorter)}, the offset {@code round((whole - side)
   * / 2)}.
   */
  @ParameterizedTest
  @CsvSource({
    "500,375,256,224,63fa2cdb",
    "375,501,256,224,194ac4d8",
    "100,33,64,56,eaa010ac",
    "3000,4,256,224,8144a560",
    "256,300,256,224,886a764b",
    "23,17,37,32,392eb5d4"
  })
  void croppingIsTorchvisions(int width, int height, int covered, int side, String crc) {
    try (Image image = source(width, height)) {
      assertThat(crc(fit(crop(side, side, side / (double) covered), image))).isEqualTo(crc);
    }
  }

  @Property(tries = 60)
  void everySizeIsThatOfThePlainLoops(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 1, max = 70) int toWidth,
      @ForAll @IntRange(min = 1, max = 70) int toHeight) {
    try (Image image = TestImages.noise(width, height, 3)) {
      assertThat(fit(Preprocess.stretch01(toWidth, toHeight), image))
          .isEqualTo(Plain.resize(TestImages.bytes(image), width, height, toWidth, toHeight));
    }
  }

  @Property(tries = 60)
  void croppingFirstIsCroppingLast(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 1, max = 40) int toWidth,
      @ForAll @IntRange(min = 1, max = 40) int toHeight) {
    int coveredWidth = (int) Math.round(toWidth / 0.8);
    int coveredHeight = (int) Math.round(toHeight / 0.8);
    boolean wide = coveredWidth * height >= coveredHeight * width;
    int wholeWidth = wide ? coveredWidth : coveredHeight * width / height;
    int wholeHeight = wide ? coveredWidth * height / width : coveredHeight;
    int left = (int) Math.rint((wholeWidth - toWidth) / 2.0);
    int top = (int) Math.rint((wholeHeight - toHeight) / 2.0);
    try (Image image = TestImages.noise(width, height, 4)) {
      byte[] whole = Plain.resize(TestImages.bytes(image), width, height, wholeWidth, wholeHeight);
      byte[] expected = new byte[3 * toWidth * toHeight];
      for (int y = 0; y < toHeight; y++) {
        int from = 3 * ((top + y) * wholeWidth + left);
        System.arraycopy(whole, from, expected, 3 * y * toWidth, 3 * toWidth);
      }
      assertThat(fit(crop(toWidth, toHeight, 0.8), image)).isEqualTo(expected);
    }
  }

  @Test
  void scratchOfAPictureDoesNotShowInTheNext() {
    int[][] sizes = {{2000, 3}, {3, 2000}, {1, 1}, {90, 40}, {64, 64}, {20, 500}, {300, 200}};
    Preprocess preprocess = Preprocess.stretch01(33, 21);
    try (Preprocessor worker = preprocess.start()) {
      for (int round = 0; round < 4; round++) {
        for (int[] size : sizes) {
          try (Image image = source(size[0], size[1]);
              Image fitted = worker.fit(image)) {
            assertThat(TestImages.bytes(fitted)).isEqualTo(fit(preprocess, image));
          }
        }
      }
    }
  }

  @Test
  void aPictureOfManyMegapixelsIsResizedInParts() {
    try (Image image = Image.blank(20_000, 5_000, 10, 200, 255)) {
      byte[] fitted = fit(Preprocess.stretch01(3, 2), image);
      for (int i = 0; i < fitted.length; i += 3) {
        assertThat(new int[] {fitted[i] & 0xFF, fitted[i + 1] & 0xFF, fitted[i + 2] & 0xFF})
            .containsExactly(10, 200, 255);
      }
    }
  }

  /** The filter as it is written down: each output pixel on its own, every source pixel asked. */
  private static final class Plain {
    static byte[] resize(byte[] bgr, int width, int height, int toWidth, int toHeight) {
      byte[] across = new byte[3 * toWidth * height];
      for (int x = 0; x < toWidth; x++) {
        double[] weights = weights(width, toWidth, x);
        for (int y = 0; y < height; y++) {
          for (int c = 0; c < 3; c++) {
            long sum = 1 << 21;
            for (int u = 0; u < width; u++) {
              long weight = (long) (0.5 + weights[u] * (1 << 22));
              sum += weight * (bgr[3 * (y * width + u) + c] & 0xFF);
            }
            across[3 * (y * toWidth + x) + c] = (byte) Math.min(255, sum >> 22);
          }
        }
      }
      byte[] to = new byte[3 * toWidth * toHeight];
      for (int y = 0; y < toHeight; y++) {
        double[] weights = weights(height, toHeight, y);
        for (int i = 0; i < 3 * toWidth; i++) {
          long sum = 1 << 21;
          for (int v = 0; v < height; v++) {
            long weight = (long) (0.5 + weights[v] * (1 << 22));
            sum += weight * (across[3 * toWidth * v + i] & 0xFF);
          }
          to[3 * toWidth * y + i] = (byte) Math.min(255, sum >> 22);
        }
      }
      return to;
    }

    private static double[] weights(int in, int out, int at) {
      double scale = in / (double) out;
      double reach = Math.max(1, scale);
      double center = (at + 0.5) * scale;
      double[] weights = new double[in];
      double sum = 0;
      for (int i = 0; i < in; i++) {
        weights[i] = Math.max(0, 1 - Math.abs((i - center + 0.5) * (1 / reach)));
        sum += weights[i];
      }
      for (int i = 0; i < in; i++) {
        weights[i] /= sum;
      }
      return weights;
    }
  }
}
