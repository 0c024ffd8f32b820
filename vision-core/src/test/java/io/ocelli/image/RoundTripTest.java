package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is encoded and decoded again is the same, or close to it where the format loses. */
class RoundTripTest {
  @Property(tries = 60)
  void formatsWithoutLossKeepEveryPixel(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll long seed) {
    try (Image image = TestImages.noise(width, height, seed)) {
      for (ImageFormat format :
          new ImageFormat[] {ImageFormat.PNG, ImageFormat.TIFF, ImageFormat.BMP}) {
        byte[] encoded = image.encode(format);
        ImageHeader header = ImageHeader.of(encoded, "test");
        assertThat(header.format()).isEqualTo(format);
        assertThat(header.uprightWidth()).isEqualTo(width);
        try (Image again = TestImages.decode(encoded)) {
          assertThat(TestImages.bytes(again)).as(format.name()).isEqualTo(TestImages.bytes(image));
        }
      }
    }
  }

  @Property(tries = 40)
  void formatsWithLossComeClose(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 0, max = 255) int blue,
      @ForAll @IntRange(min = 0, max = 255) int red) {
    try (Image image = Image.blank(width, height, blue, 90, red)) {
      for (ImageFormat format : new ImageFormat[] {ImageFormat.JPEG, ImageFormat.WEBP}) {
        byte[] encoded = image.encode(format, 95);
        assertThat(ImageFormat.sniff(encoded)).contains(format);
        try (Image again = TestImages.decode(encoded)) {
          assertThat(again.width()).isEqualTo(width);
          assertThat(again.height()).isEqualTo(height);
          assertThat(again.pixels().get(0) & 0xFF).isBetween(blue - 8, blue + 8);
          assertThat(again.pixels().get(1) & 0xFF).isBetween(90 - 8, 90 + 8);
          assertThat(again.pixels().get(2) & 0xFF).isBetween(red - 8, red + 8);
        }
      }
    }
  }

  @Property(tries = 30)
  void bufferedImagesKeepEveryPixel(
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = 1, max = 50) int height,
      @ForAll long seed) {
    try (Image image = TestImages.noise(width, height, seed);
        Image again = Image.of(image.toBufferedImage())) {
      assertThat(TestImages.bytes(again)).isEqualTo(TestImages.bytes(image));
    }
  }

  @Property(tries = 20)
  void otherBufferedImagesAreConverted(@ForAll @IntRange(min = 0, max = 255) int alpha) {
    BufferedImage argb = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    argb.setRGB(1, 1, new Color(200, 30, 60, alpha).getRGB());
    BufferedImage part = argb.getSubimage(1, 1, 2, 1);
    try (Image image = Image.of(part)) {
      assertThat(image.width()).isEqualTo(2);
      double red = 255 - (255 - 200) * alpha / 255.0;
      assertThat((double) (image.pixels().get(2) & 0xFF)).isBetween(red - 1.01, red + 1.01);
      assertThat(image.pixels().get(3) & 0xFF).as("transparent is white").isEqualTo(255);
    }
  }
}
