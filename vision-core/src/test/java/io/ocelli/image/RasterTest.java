package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RasterTest {
  @ParameterizedTest
  // blue, green, red and what OpenCV's documentation computes of them by hand
  @CsvSource({
    "255, 0, 0, HSV, 120 255 255",
    "0, 255, 0, HSV, 60 255 255",
    "0, 0, 255, HSV, 0 255 255",
    "0, 0, 0, HSV, 0 0 0",
    "0, 0, 255, GRAY, 76",
    "0, 255, 0, GRAY, 150",
    "255, 0, 0, GRAY, 29",
    "255, 255, 255, LAB, 255 128 128",
    "0, 0, 255, LAB, 136 208 195",
    "255, 255, 255, YCRCB, 255 128 128",
    "0, 0, 255, YCRCB, 76 255 85",
    "0, 0, 255, CMYK, 0 255 255 0",
    "255, 255, 255, CMYK, 0 0 0 0",
    "0, 0, 0, CMYK, 0 0 0 255",
    "0, 64, 128, CMYK, 0 128 255 127",
    "1, 2, 3, BGRA, 1 2 3 255"
  })
  void knowsTheNumbersOfEachSpace(int blue, int green, int red, ColorSpace space, String expected) {
    try (Image picture = Image.blank(2, 1, blue, green, red);
        Raster raster = Raster.of(picture);
        Raster other = raster.to(space)) {
      StringBuilder values = new StringBuilder();
      for (int c = 0; c < other.channels(); c++) {
        values.append(c == 0 ? "" : " ").append(other.values()[c] & 255);
      }
      assertThat(values).hasToString(expected);
    }
  }

  @ParameterizedTest
  // The largest difference of a channel; saturated blues lose most in 8-bit Lab, 0.7 on average.
  @CsvSource({"BGR, 0", "BGRA, 0", "YCRCB, 2", "CMYK, 1", "HSV, 5", "LAB, 21"})
  void comesBackFromEachSpaceAsNearAs8BitAllow(ColorSpace space, int tolerance) {
    byte[] colours = new byte[3 * 4096];
    for (int i = 0; i < 4096; i++) {
      colours[3 * i] = (byte) (17 * (i & 15));
      colours[3 * i + 1] = (byte) (17 * (i >> 4 & 15));
      colours[3 * i + 2] = (byte) (17 * (i >> 8));
    }
    try (Raster raster = Raster.of(64, 64, ColorSpace.BGR, colours);
        Raster there = raster.to(space);
        Raster back = there.to(ColorSpace.BGR)) {
      byte[] values = back.values();
      int largest = 0;
      for (int i = 0; i < values.length; i++) {
        largest = Math.max(largest, Math.abs((values[i] & 255) - (colours[i] & 255)));
      }
      assertThat(largest).isLessThanOrEqualTo(tolerance);
    }
  }

  @Test
  void goesFromAnySpaceToAnyOther() {
    for (ColorSpace from : ColorSpace.values()) {
      for (ColorSpace to : ColorSpace.values()) {
        try (Raster raster = Raster.of(3, 2, from, new byte[6 * from.channels()]);
            Raster other = raster.to(to)) {
          assertThat(other.space()).isEqualTo(to);
          assertThat(other.values()).hasSize(6 * to.channels());
        }
      }
    }
  }

  @Test
  void keepsGrayAndTransparencyInFilesThatCanHoldThem(@TempDir Path folder) {
    byte[] noise = new byte[4 * 5 * 4];
    new Random(1).nextBytes(noise);
    try (Raster bgra = Raster.of(5, 4, ColorSpace.BGRA, noise);
        Raster gray = bgra.to(ColorSpace.GRAY)) {
      ImageHeader png = ImageHeader.of(bgra.encode(ImageFormat.PNG, 0), "a.png");
      assertThat(png.alpha()).isTrue();
      assertThat(ImageHeader.of(bgra.encode(ImageFormat.JPEG, 90), "a.jpg").channels())
          .isEqualTo(3);
      assertThat(ImageHeader.of(gray.encode(ImageFormat.PNG, 0), "g.png").channels()).isEqualTo(1);
      assertThat(ImageHeader.of(gray.encode(ImageFormat.JPEG, 90), "g.jpg").channels())
          .isEqualTo(1);
      Path file = folder.resolve("grün.png");
      bgra.write(file);
      try (Raster with = Raster.read(file, DecodeOptions.DEFAULT)) {
        assertThat(with.space()).isEqualTo(ColorSpace.BGRA);
        assertThat(with.values()).isEqualTo(noise);
      }
      try (Image read = Image.read(file);
          Raster again = Raster.of(read);
          Raster blended = bgra.to(ColorSpace.BGR)) {
        assertThat(again.values()).isEqualTo(blended.values());
      }
    }
  }

  @Test
  void isBgrWhereNothingIsClear(@TempDir Path folder) {
    byte[] solid = new byte[2 * 2 * 4];
    java.util.Arrays.fill(solid, (byte) 255);
    Path file = folder.resolve("solid.png");
    try (Raster bgra = Raster.of(2, 2, ColorSpace.BGRA, solid)) {
      bgra.write(file);
    }
    try (Raster read = Raster.read(file, DecodeOptions.DEFAULT)) {
      assertThat(read.space()).isEqualTo(ColorSpace.BGR);
    }
  }

  @Test
  void copiesAPartOfALargerMatrix() {
    try (Mat large = new Mat(6, 6, org.bytedeco.opencv.global.opencv_core.CV_8UC1);
        Rect part = new Rect(1, 1, 3, 2);
        Raster raster = Raster.make(ColorSpace.GRAY, out -> out.put(new Mat(large, part)))) {
      assertThat(raster.mat().isContinuous()).isTrue();
      assertThat(raster.width()).isEqualTo(3);
      assertThat(raster.height()).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatIsNoRaster() {
    assertThatThrownBy(() -> Raster.of(2, 2, ColorSpace.BGR, new byte[11]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Raster.make(ColorSpace.BGR, out -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    try (Raster gray = Raster.of(1, 1, ColorSpace.GRAY, new byte[1])) {
      assertThatThrownBy(() -> gray.reinterpret(ColorSpace.BGR))
          .isInstanceOf(IllegalArgumentException.class);
      gray.close();
      assertThatThrownBy(gray::values).isInstanceOf(IllegalStateException.class);
    }
  }
}
