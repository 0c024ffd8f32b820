package io.ocelli.ops.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_photo;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static byte[] run(LaplacianBlend blend, Raster in) {
    try (Result result = Pipeline.of(blend).run(in)) {
      return result.parts().get(0).raster().values();
    }
  }

  private static OtherPicture picture(Raster raster) {
    try (Image image = raster.toImage()) {
      return OtherPicture.of(image);
    }
  }

  @Test
  void blendingAPictureWithItselfChangesNothing() {
    for (ColorSpace space : new ColorSpace[] {ColorSpace.GRAY, ColorSpace.BGR}) {
      try (Raster in = Numbers.noise(45, 31, space, 1)) {
        LaplacianBlend blend =
            new LaplacianBlend(picture(in), Optional.empty(), LaplacianBlend.Half.RIGHT, 5);
        assertThat(Numbers.difference(run(blend, in), in.values())).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void maskOfOneColourGivesOneOfThePictures() {
    try (Raster in = Numbers.noise(45, 31, ColorSpace.BGR, 1);
        Raster other = Numbers.noise(45, 31, ColorSpace.BGR, 2);
        Image white = Image.blank(45, 31, 255, 255, 255);
        Image black = Image.blank(9, 9, 0, 0, 0)) {
      LaplacianBlend.Half half = LaplacianBlend.Half.LEFT;
      byte[] all =
          run(new LaplacianBlend(picture(other), Optional.of(OtherPicture.of(white)), half, 4), in);
      byte[] none =
          run(new LaplacianBlend(picture(other), Optional.of(OtherPicture.of(black)), half, 4), in);

      assertThat(Numbers.difference(all, other.values())).isLessThanOrEqualTo(1);
      assertThat(Numbers.difference(none, in.values())).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void halvesAreJoinedSoftly() {
    int[][] dark = new int[64][64];
    int[][] light = new int[64][64];
    for (int[] row : light) {
      Arrays.fill(row, 200);
    }
    try (Raster in = Numbers.gray(dark);
        Raster other = Numbers.gray(light)) {
      byte[] right =
          run(
              new LaplacianBlend(picture(other), Optional.empty(), LaplacianBlend.Half.RIGHT, 4),
              in);
      for (int x = 1; x < 64; x++) {
        assertThat(right[32 * 64 + x] & 255).isGreaterThanOrEqualTo(right[32 * 64 + x - 1] & 255);
      }
      assertThat(right[32 * 64 + 2] & 255).isLessThan(20);
      assertThat(right[32 * 64 + 32] & 255).isBetween(60, 140);
      assertThat(right[32 * 64 + 61] & 255).isGreaterThan(180);

      byte[] sharp =
          run(new LaplacianBlend(picture(other), Optional.empty(), LaplacianBlend.Half.TOP, 1), in);
      assertThat(sharp[20 * 64] & 255).isEqualTo(200);
      assertThat(sharp[50 * 64] & 255).isZero();
    }
  }

  @Test
  void inpaintIsOpenCvsOwnAndFillsTheMaskOnly() {
    for (ColorSpace space : new ColorSpace[] {ColorSpace.GRAY, ColorSpace.BGR}) {
      try (Raster in = Numbers.noise(40, 30, space, 3);
          Image mask = Image.blank(40, 30, 0, 0, 0)) {
        io.ocelli.draw.Canvas.on(mask)
            .fillRectangle(new io.ocelli.geometry.Box(10, 8, 18, 14), Rgb.WHITE, 1);
        try (Raster marks = Raster.of(mask);
            Raster gray = marks.to(ColorSpace.GRAY)) {
          for (Inpaint.Method method : Inpaint.Method.values()) {
            Inpaint inpaint =
                new Inpaint(method, Optional.of(OtherPicture.of(mask)), Rgb.WHITE, 0, 0, 4);
            int code = method == Inpaint.Method.TELEA ? opencv_photo.INPAINT_TELEA : 0;
            try (Result result = Pipeline.of(inpaint).run(in)) {
              byte[] out = result.parts().get(0).raster().values();
              assertThat(out)
                  .isEqualTo(
                      Numbers.openCv(
                          space, o -> opencv_photo.inpaint(in.mat(), gray.mat(), o, 4, code)));
              byte[] before = in.values();
              byte[] marked = gray.values();
              for (int i = 0; i < out.length; i++) {
                if (marked[i / space.channels()] == 0) {
                  assertThat(out[i]).isEqualTo(before[i]);
                }
              }
            }
          }
        }
      }
    }
  }

  @Test
  void aScratchOfAColourVanishes() {
    byte[] bgr = new byte[3 * 50 * 40];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = 100;
      bgr[i + 1] = (byte) 150;
      bgr[i + 2] = 60;
    }
    byte[] scratched = bgr.clone();
    for (int y = 0; y < 40; y++) {
      int at = 3 * (y * 50 + 20);
      scratched[at] = (byte) 250;
      scratched[at + 1] = 5;
      scratched[at + 2] = (byte) 255;
    }
    try (Raster in = Raster.of(50, 40, ColorSpace.BGR, scratched)) {
      assertThat(Numbers.difference(Numbers.run("inpaint", in), bgr)).isLessThanOrEqualTo(2);
      assertThat(Numbers.difference(Numbers.run("inpaint color=lime", in), bgr)).isGreaterThan(100);
    }
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    try (Raster in = Numbers.noise(20, 20, ColorSpace.BGR, 1);
        Image mask = Image.blank(10, 20, 0, 0, 0)) {
      Inpaint inpaint =
          new Inpaint(Inpaint.Method.TELEA, Optional.of(OtherPicture.of(mask)), Rgb.WHITE, 0, 0, 3);
      assertThatThrownBy(() -> Pipeline.of(inpaint).run(in).close())
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("another size")
          .hasMessageContaining("20x20");
    }
  }

  @Test
  void flatPaperStaysWhiteInASketchAndEdgesAreDark() {
    for (int ground : new int[] {0, 90, 255}) {
      int[][] flat = new int[30][30];
      for (int[] row : flat) {
        Arrays.fill(row, ground);
      }
      for (int[] row : Numbers.run("pencil-sketch", flat)) {
        assertThat(row).containsOnly(255);
      }
    }
    int[][] disc = new int[60][60];
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 60; x++) {
        disc[y][x] = Math.hypot(x - 30, y - 30) < 15 ? 40 : 200;
      }
    }
    int[][] sketch = Numbers.run("pencil-sketch sigma=4", disc);
    assertThat(sketch[30][16]).isLessThan(150);
    assertThat(sketch[30][12]).isEqualTo(255);
  }

  @Test
  void stylizeIsOpenCvsOwn() {
    try (Raster in = Numbers.noise(40, 30, ColorSpace.BGR, 5)) {
      assertThat(Numbers.run("stylize", in))
          .isEqualTo(
              Numbers.openCv(
                  ColorSpace.BGR, out -> opencv_photo.stylization(in.mat(), out, 30f, 0.3f)));
      assertThat(Numbers.run("stylize effect=detail", in))
          .isEqualTo(
              Numbers.openCv(
                  ColorSpace.BGR, out -> opencv_photo.detailEnhance(in.mat(), out, 30f, 0.3f)));
      assertThat(Numbers.run("stylize effect=smooth", in))
          .isEqualTo(
              Numbers.openCv(
                  ColorSpace.BGR,
                  out -> opencv_photo.edgePreservingFilter(in.mat(), out, 1, 30f, 0.3f)));
    }
  }

  @Test
  void aCartoonHasBlackOutlinesAndCalmSurfaces() {
    byte[] bgr = new byte[3 * 60 * 60];
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 3600; i++) {
      int value = (Math.hypot(i % 60 - 30, i / 60 - 30) < 18 ? 60 : 180) + random.nextInt(9);
      Arrays.fill(bgr, 3 * i, 3 * i + 3, (byte) value);
    }
    try (Raster in = Raster.of(60, 60, ColorSpace.BGR, bgr)) {
      byte[] out = Numbers.run("cartoon contrast=8", in);
      int black = 0;
      for (int i = 0; i < out.length; i += 3) {
        black += out[i] == 0 && out[i + 1] == 0 && out[i + 2] == 0 ? 1 : 0;
      }
      assertThat(black).isBetween(80, 600);
      // Away from the outline the noise of 9 has become less.
      int[] corner = new int[25];
      for (int i = 0; i < 25; i++) {
        corner[i] = out[3 * ((i / 5) * 60 + i % 5)] & 255;
      }
      assertThat(Arrays.stream(corner).max().orElse(0) - Arrays.stream(corner).min().orElse(0))
          .isLessThanOrEqualTo(6);
    }
  }
}
