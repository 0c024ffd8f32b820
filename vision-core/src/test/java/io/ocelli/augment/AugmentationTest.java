package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.image.Image;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Augmentation ALL =
      new Augmentation(0.5, 0.5, 0.2, 30, 0.3, 0.3, 0.3, 0.3, 0.3);

  private static Image picture(int width, int height) {
    byte[] bgr = new byte[3 * width * height];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (i * 7 + i / 11);
    }
    return Image.ofBgr(width, height, bgr);
  }

  private static byte[] bytes(Image image) {
    byte[] bytes = new byte[image.pixels().remaining()];
    image.pixels().get(bytes);
    return bytes;
  }

  private static byte[] changed(Augmentation augmentation, Image in, int epoch, int index) {
    try (Image out = augmentation.apply(in, 42, epoch, index)) {
      assertThat(out.width()).isEqualTo(in.width());
      assertThat(out.height()).isEqualTo(in.height());
      return bytes(out);
    }
  }

  @Test
  void dependsOnSeedEpochAndIndexAlone() {
    try (Image in = picture(40, 30)) {
      byte[] before = bytes(in);
      Set<Integer> different = new HashSet<>();
      byte[][] inOrder = new byte[64][];
      for (int i = 0; i < 64; i++) {
        inOrder[i] = changed(ALL, in, i / 8, i % 8);
        different.add(java.util.Arrays.hashCode(inOrder[i]));
      }
      assertThat(different).as("epochs and indices differ").hasSize(64);
      IntStream.range(0, 64)
          .parallel()
          .forEach(i -> assertThat(changed(ALL, in, i / 8, i % 8)).isEqualTo(inOrder[i]));
      assertThat(bytes(in)).as("the picture itself").isEqualTo(before);
    }
  }

  @Test
  void noneIsACopy() {
    try (Image in = picture(33, 21)) {
      assertThat(changed(Augmentation.NONE, in, 0, 0)).isEqualTo(bytes(in));
    }
  }

  @Test
  void flipsAreExactAndAsFrequentAsAsked() {
    try (Image in = picture(16, 8)) {
      byte[] plain = bytes(in);
      byte[] mirrored = new byte[plain.length];
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 16; x++) {
          System.arraycopy(plain, 3 * (y * 16 + 15 - x), mirrored, 3 * (y * 16 + x), 3);
        }
      }
      Augmentation flip = new Augmentation(0.25, 0, 0, 0, 0, 0, 0, 0, 0);
      int flipped = 0;
      for (int i = 0; i < 2000; i++) {
        byte[] out = changed(flip, in, 0, i);
        boolean same = java.util.Arrays.equals(out, mirrored);
        assertThat(same || java.util.Arrays.equals(out, plain)).isTrue();
        flipped += same ? 1 : 0;
      }
      assertThat(flipped).isBetween(420, 580);
    }
  }

  @Test
  void theWarpTurnsZoomsAndShiftsAsItSays() {
    try (Image in = Image.blank(41, 41, 0, 0, 0)) {
      in.pixels().put(3 * (20 * 41 + 30), (byte) 255); // ten to the right of the centre
      assertThat(brightest(new Warp(false, false, 0, 0, 90, 1), in)).isEqualTo(10 * 41 + 20);
      assertThat(brightest(new Warp(false, false, 3, 5, 0, 1), in)).isEqualTo(25 * 41 + 33);
      assertThat(brightest(new Warp(true, false, 0, 0, 90, 1), in)).isEqualTo(30 * 41 + 20);
      assertThat(brightest(new Warp(false, true, 1, 0, 0, 1), in)).isEqualTo(20 * 41 + 31);
    }
    try (Image in = Image.blank(41, 41, 0, 0, 0)) {
      for (int y = -2; y <= 2; y++) {
        in.pixels().put(3 * ((20 + y) * 41 + 28), (byte) 255);
      }
      int at = brightest(new Warp(false, false, 0, 0, 0, 2), in);
      assertThat(at % 41).isEqualTo(36);
    }
  }

  private static int brightest(Warp warp, Image in) {
    try (Image out = warp.apply(in)) {
      int best = 0;
      for (int i = 0; i < out.width() * out.height(); i++) {
        if ((out.pixels().get(3 * i) & 0xFF) > (out.pixels().get(3 * best) & 0xFF)) {
          best = i;
        }
      }
      return best;
    }
  }

  @Test
  void coloursFollowTheFormula() {
    for (double saturation : new double[] {1, 0.5, 1.5}) {
      try (Image image = Image.blank(5, 4, 40, 90, 200)) {
        new ColourChange(1.1, 0.8, saturation).apply(image);
        double[] bgr = {40, 90, 200};
        double[] linear = new double[3];
        for (int c = 0; c < 3; c++) {
          linear[c] = (bgr[c] * 1.1 - 127.5) * 0.8 + 127.5;
        }
        double gray = 0.114 * linear[0] + 0.587 * linear[1] + 0.299 * linear[2];
        for (int c = 0; c < 3; c++) {
          double expected = Math.min(255, Math.max(0, gray + saturation * (linear[c] - gray)));
          assertThat((double) (image.pixels().get(c) & 0xFF))
              .isBetween(expected - 1.01, expected + 1.01);
        }
      }
    }
  }

  @Test
  void cutoutIsASquareInsideThePicture() {
    try (Image image = Image.blank(50, 40, 1, 2, 3)) {
      new Cutout(0.5, 0.5, 0.5).apply(image);
      int gray = 0;
      for (int i = 0; i < 50 * 40; i++) {
        gray += image.pixels().get(3 * i) == (byte) 128 ? 1 : 0;
      }
      assertThat(gray).isEqualTo(20 * 20);
      new Cutout(1, 1, 1).apply(image);
      new Cutout(1, 0, 0).apply(image);
    }
  }

  @Test
  void wrongComponentsAreNamed() {
    assertThatThrownBy(() -> new Augmentation(1.2, 0, 0, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("hflip")
        .hasMessageContaining("1.2");
    assertThatThrownBy(() -> new Augmentation(0, 0, 0, Double.NaN, 0, 0, 0, 0, 0))
        .hasMessageContaining("rotate");
  }
}
