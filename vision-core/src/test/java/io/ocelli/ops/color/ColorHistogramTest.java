package io.ocelli.ops.color;

import static io.ocelli.ops.Rasters.farthest;
import static io.ocelli.ops.Rasters.findings;
import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Rasters;
import io.ocelli.testing.Golden;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;
import org.junit.jupiter.api.Test;

/** Operations that go by how often values occur. */
class ColorHistogramTest {
  /** Drawn by a generator that was run in Python too, where the numbers below come from. */
  private static final int[] SOURCE = {
    119, 83, 84, 73, 57, 145, 133, 145, 62, 143, 114, 131, 82, 34, 132, 87, 20, 115, 44, 131, 63,
    77, 27, 55, 71, 71, 87, 64, 105, 88, 50, 64, 137, 63, 29
  };

  private static final int[] REFERENCE = {
    76, 4, 255, 50, 220, 181, 2, 184, 23, 1, 87, 1, 189, 2, 38, 249, 84, 0, 237, 143, 95, 205, 0,
    196
  };

  /** {@code numpy.interp} of cumulated counts as in scikit-image, cut to whole numbers. */
  private static final int[] MATCHED = {
    192, 87, 92, 75, 1, 255, 224, 255, 2, 244, 184, 203, 85, 0, 213, 146, 0, 188, 0, 203, 14, 81, 0,
    1, 57, 57, 146, 36, 182, 172, 1, 36, 236, 14, 0
  };

  @Test
  void matchesAsScikitImageDoes() {
    byte[] bgr = new byte[3 * REFERENCE.length];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) REFERENCE[i / 3];
    }
    try (Raster in = Rasters.of(ColorSpace.GRAY, 7, 5, SOURCE);
        Raster color = in.to(ColorSpace.BGR);
        Image reference = Image.ofBgr(6, 4, bgr)) {
      HistogramMatch match = new HistogramMatch(OtherPicture.of(reference));
      try (Raster gray = match.apply(in, new Findings());
          Raster three = match.apply(color, new Findings())) {
        assertThat(ints(gray.values())).isEqualTo(MATCHED);
        int[] expected = new int[3 * MATCHED.length];
        Arrays.setAll(expected, i -> MATCHED[i / 3]);
        assertThat(ints(three.values())).isEqualTo(expected);
      }
    }
  }

  @Test
  void measuresAsNumpyDoes() {
    try (Raster in = Rasters.of(ColorSpace.GRAY, 7, 5, SOURCE)) {
      ChannelHistogram found = findings("histogram", in, ChannelHistogram.class).get(0);
      assertThat(found.channel()).isEqualTo("gray");
      assertThat(found.mean()).isEqualTo(85.28571428571429, within(1e-9));
      assertThat(found.std()).isEqualTo(36.34483372881915, within(1e-9));
      assertThat(
              List.of(
                  found.p1(),
                  found.p5(),
                  found.p25(),
                  found.median(),
                  found.p75(),
                  found.p95(),
                  found.p99()))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
          .containsExactly(22.38, 28.4, 62.5, 82.0, 117.0, 143.6, 145.0);
      assertThat(found.min()).isEqualTo(20);
      assertThat(found.max()).isEqualTo(145);
      assertThat(found.counts().get(145)).isEqualTo(2);
      assertThat(found.counts().stream().mapToInt(n -> n).sum()).isEqualTo(35);
    }
  }

  @Test
  void countsEveryChannelOfEverySpace() {
    for (ColorSpace space : ColorSpace.values()) {
      try (Raster in = noise(101, 77, space, 3)) {
        List<ChannelHistogram> found = findings("histogram show=none", in, ChannelHistogram.class);
        assertThat(found).extracting(ChannelHistogram::channel).isEqualTo(space.channelNames());
        int[] all = ints(in.values());
        for (int c = 0; c < space.channels(); c++) {
          Integer[] counts = new Integer[256];
          Arrays.fill(counts, 0);
          for (int i = c; i < all.length; i += space.channels()) {
            counts[all[i]]++;
          }
          assertThat(found.get(c).counts()).containsExactly(counts);
        }
        assertThat(values("histogram show=none", in)).isEqualTo(all);
      }
    }
  }

  @Test
  void drawsItsPlot() {
    java.util.Random random = new java.util.Random(1);
    try (Image picture = Image.blank(256, 192, 0, 0, 0)) {
      for (int i = 0; i < 3 * 256 * 192; i++) {
        int bell = random.nextInt(50) + random.nextInt(50) + random.nextInt(50);
        picture.pixels().put(i, (byte) (bell + 50 * (i % 3)));
      }
      try (Raster in = Raster.of(picture);
          Raster plot = Rasters.apply("histogram", in);
          Image image = plot.toImage()) {
        Golden.check(image, "histogram-plot.png", 8, 0.002);
      }
    }
  }

  @Test
  void equalizesAsOpenCvDoes() {
    try (Raster gray = noise(65, 43, ColorSpace.GRAY, 4);
        Mat expected = new Mat();
        Mat local = new Mat();
        Size tiles = new Size(8, 8);
        CLAHE clahe = opencv_imgproc.createCLAHE(2, tiles)) {
      opencv_imgproc.equalizeHist(gray.mat(), expected);
      clahe.apply(gray.mat(), local);
      assertThat(values("equalize", gray)).isEqualTo(Rasters.ints(expected));
      assertThat(values("clahe", gray)).isEqualTo(Rasters.ints(local));
      // In gray that is kept in three channels, luma is that gray, and each channel is too.
      try (Raster color = gray.to(ColorSpace.BGR)) {
        for (String on : List.of("luma", "channels")) {
          int[] three = values("equalize on=" + on + " | channel pick=0", color);
          assertThat(farthest(three, Rasters.ints(expected))).as(on).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void stretchesAndBalances() {
    try (Raster flat = Rasters.gray(50, 75, 100, 150);
        Raster plain = Rasters.gray(9, 9, 9);
        Raster tinted = Rasters.bgr(50, 100, 200, 10, 20, 40);
        Raster mirrored = Rasters.bgr(20, 40, 60, 60, 40, 20)) {
      assertThat(values("auto-contrast clip=0", flat)).containsExactly(0, 64, 128, 255);
      assertThat(values("auto-contrast", plain)).containsExactly(9, 9, 9);
      assertThat(values("white-balance method=white-patch clip=0", tinted))
          .containsExactly(255, 255, 255, 51, 51, 51);
      assertThat(values("white-balance method=simple clip=0", tinted))
          .containsExactly(255, 255, 255, 0, 0, 0);
      // Means are 30, 60 and 120, so the mean of all is 70.
      assertThat(values("white-balance", tinted)).containsExactly(117, 117, 117, 23, 23, 23);
      assertThat(values("white-balance", mirrored)).containsExactly(20, 40, 60, 60, 40, 20);
    }
  }

  @Test
  void findsTheColoursThatWereDrawn() {
    try (Image picture = Image.blank(200, 100, 0, 0, 0)) {
      Canvas canvas = Canvas.on(picture);
      canvas.fillRectangle(new Box(0, 0, 100, 100), new Rgb(200, 30, 40), 1);
      canvas.fillRectangle(new Box(100, 0, 160, 100), new Rgb(20, 160, 60), 1);
      canvas.fillRectangle(new Box(160, 0, 200, 100), new Rgb(30, 60, 220), 1);

      List<DominantColor> found = DominantColors.of(picture, 3);

      assertThat(found)
          .extracting(DominantColor::hex)
          .containsExactly("#c81e28", "#14a03c", "#1e3cdc");
      assertThat(found.get(0).share()).isEqualTo(0.5, within(0.01));
      assertThat(found.get(1).share()).isEqualTo(0.3, within(0.01));
      assertThat(DominantColors.of(picture, 9)).isEqualTo(found);
      assertThat(DominantColors.of(picture, 2)).hasSize(2).isEqualTo(DominantColors.of(picture, 2));
      try (Raster in = Raster.of(picture);
          Raster strip = Rasters.apply("dominant-colors count=3", in)) {
        assertThat(strip.height()).isEqualTo(116);
        assertThat(findings("dominant-colors count=3 show=none", in, DominantColor.class))
            .isEqualTo(found);
      }
    }
  }

  @Test
  void keepsARangeOfHuesThatMayGoAroundRed() {
    // Red, orange, yellow, green, blue, magenta-red, gray, dark red.
    try (Raster in =
        Rasters.bgr(
            0, 0, 255, 0, 128, 255, 0, 255, 255, 0, 255, 0, 255, 0, 0, 60, 0, 255, 128, 128, 128, 0,
            0, 20)) {
      assertThat(values("color-filter hue=340..20 show=mask", in))
          .containsExactly(255, 0, 0, 0, 0, 255, 0, 0);
      assertThat(values("color-filter hue=20..130 show=mask", in))
          .containsExactly(0, 255, 255, 255, 0, 0, 0, 0);
      assertThat(values("color-filter hue=300..360 show=mask", in))
          .containsExactly(255, 0, 0, 0, 0, 255, 0, 0);
      assertThat(values("color-filter hue=0..360 saturation=0..100 value=0..100 show=mask", in))
          .containsOnly(255);
      assertThat(values("color-filter hue=60 show=keep color=white | channel pick=blue", in))
          .containsExactly(255, 255, 0, 255, 255, 255, 255, 255);
      assertThat(values("color-filter hue=340..20 show=gray-out | channel pick=green", in))
          .containsExactly(0, 151, 226, 150, 29, 0, 128, 6);
      assertThat(values("color-filter hue=340..20 show=cut-out | channel pick=alpha", in))
          .containsExactly(255, 0, 0, 0, 0, 255, 0, 0);
      assertThat(findings("color-filter hue=340..20 show=none", in, ColorArea.class))
          .containsExactly(new ColorArea(2, 0.25));
    }
  }

  @Test
  void blendsAsWritten() {
    byte[] other = new byte[3 * 20 * 10];
    new java.util.Random(4).nextBytes(other);
    try (Raster in = noise(20, 10, ColorSpace.BGR, 5);
        Image second = Image.ofBgr(20, 10, other)) {
      int[] a = ints(in.values());
      int[] b = ints(other);
      for (Blend.Mode mode : Blend.Mode.values()) {
        int[] expected = new int[a.length];
        for (int i = 0; i < a.length; i++) {
          double full =
              switch (mode) {
                case NORMAL -> b[i];
                case MULTIPLY -> a[i] * b[i] / 255.0;
                case SCREEN -> 255 - (255 - a[i]) * (255 - b[i]) / 255.0;
                case DARKEN -> Math.min(a[i], b[i]);
                case LIGHTEN -> Math.max(a[i], b[i]);
                case DIFFERENCE -> Math.abs(a[i] - b[i]);
                case ADD -> Math.min(255, a[i] + b[i]);
              };
          expected[i] = (int) Math.rint(0.7 * a[i] + 0.3 * full);
        }
        Blend blend = new Blend(OtherPicture.of(second), 0.3, mode);
        try (Raster out = blend.apply(in, new Findings())) {
          assertThat(farthest(ints(out.values()), expected)).as(mode.name()).isLessThanOrEqualTo(1);
        }
      }
    }
  }
}
