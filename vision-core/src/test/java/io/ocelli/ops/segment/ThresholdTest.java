package io.ocelli.ops.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Pipeline;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  @Test
  void eachTypeIsItsDefinition() {
    try (Raster in = Drawn.noise(31, 17, ColorSpace.GRAY, 1)) {
      byte[] values = in.values();
      for (Threshold.Type type : Threshold.Type.values()) {
        String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
        byte[] out = Drawn.run("threshold value=90 type=" + name, in);
        for (int i = 0; i < values.length; i++) {
          int value = values[i] & 255;
          boolean light = value > 90;
          int expected =
              switch (type) {
                case BINARY -> light ? 255 : 0;
                case INVERTED -> light ? 0 : 255;
                case TRUNCATE -> Math.min(value, 90);
                case TO_ZERO -> light ? value : 0;
                case TO_ZERO_INVERTED -> light ? 0 : value;
              };
          assertThat(out[i] & 255).isEqualTo(expected);
        }
      }
    }
  }

  /** The threshold with the largest variance between the two kinds, by trying all. */
  @Test
  void otsuIsTheBestOfAllThresholds() {
    byte[] values = new byte[4000];
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < values.length; i++) {
      double mean = i % 3 == 0 ? 60 : 170;
      values[i] = (byte) Math.max(0, Math.min(255, Math.round(mean + 20 * random.nextGaussian())));
    }
    try (Raster in = Raster.of(80, 50, ColorSpace.GRAY, values)) {
      Threshold.Chosen chosen =
          Drawn.findings("threshold method=otsu", in, Threshold.Chosen.class).get(0);

      int best = 0;
      double largest = -1;
      for (int t = 0; t < 256; t++) {
        double between = between(values, t);
        if (between > largest) {
          largest = between;
          best = t;
        }
      }
      assertThat(between(values, chosen.value())).isEqualTo(largest);
      assertThat(chosen.value()).isCloseTo(best, org.assertj.core.api.Assertions.within(5));
      assertThat(Drawn.run("threshold method=otsu", in))
          .isEqualTo(Drawn.run("threshold value=" + chosen.value(), in));
    }
  }

  private static double between(byte[] values, int threshold) {
    int[] low = new int[values.length];
    int count = 0;
    double sumLow = 0;
    double sum = 0;
    for (byte value : values) {
      sum += value & 255;
      if ((value & 255) <= threshold) {
        low[count++] = value & 255;
        sumLow += value & 255;
      }
    }
    if (count == 0 || count == values.length) {
      return 0;
    }
    double meanLow = sumLow / count;
    double meanHigh = (sum - sumLow) / (values.length - count);
    return Math.rint(
        1e6 * (double) count * (values.length - count) * Math.pow(meanHigh - meanLow, 2) / 1e12);
  }

  @Test
  void triangleIsOpenCvsOwn() {
    try (Raster in = Drawn.noise(40, 30, ColorSpace.BGR, 2);
        Raster gray = in.to(ColorSpace.GRAY);
        Raster expected =
            Raster.make(
                ColorSpace.GRAY,
                out ->
                    opencv_imgproc.threshold(
                        gray.mat(), out, 0, 255, opencv_imgproc.THRESH_TRIANGLE))) {
      assertThat(Drawn.run("threshold method=triangle", in)).isEqualTo(expected.values());
      assertThat(Drawn.findings("threshold method=triangle", in, Threshold.Chosen.class))
          .hasSize(1);
      assertThat(Drawn.findings("threshold", in, Threshold.Chosen.class)).isEmpty();
    }
  }

  @Test
  void adaptiveThresholdIsItsDefinition() {
    try (Raster in = Drawn.noise(23, 19, ColorSpace.GRAY, 4)) {
      byte[] values = in.values();
      byte[] out = Drawn.run("adaptive-threshold block-size=5 c=7", in);
      for (int y = 0; y < 19; y++) {
        for (int x = 0; x < 23; x++) {
          double sum = 0;
          for (int k = 0; k < 25; k++) {
            int row = Math.max(0, Math.min(18, y + k / 5 - 2));
            int column = Math.max(0, Math.min(22, x + k % 5 - 2));
            sum += values[row * 23 + column] & 255;
          }
          boolean light = (values[y * 23 + x] & 255) > Math.rint(sum / 25) - 7;
          assertThat(out[y * 23 + x] & 255).isEqualTo(light ? 255 : 0);
        }
      }
      try (Raster expected =
          Raster.make(
              ColorSpace.GRAY,
              o -> opencv_imgproc.adaptiveThreshold(in.mat(), o, 255, 1, 1, 9, 3))) {
        assertThat(
                Drawn.run("adaptive-threshold method=gaussian block-size=9 c=3 inverted=true", in))
            .isEqualTo(expected.values());
      }
    }
  }

  @Test
  void allSevenMorphologiesAreTheirDefinition() {
    try (Raster in = Drawn.noise(21, 15, ColorSpace.BGR, 5)) {
      for (Morphology.Shape shape : Morphology.Shape.values()) {
        boolean[][] brush = brush(shape, 5);
        int[] values = ints(in.values());
        int[] eroded = extreme(values, 21, 15, 3, brush, false);
        int[] dilated = extreme(values, 21, 15, 3, brush, true);
        int[] opened = extreme(eroded, 21, 15, 3, brush, true);
        int[] closed = extreme(dilated, 21, 15, 3, brush, false);
        for (Morphology.Operation operation : Morphology.Operation.values()) {
          int[] expected =
              switch (operation) {
                case ERODE -> eroded;
                case DILATE -> dilated;
                case OPEN -> opened;
                case CLOSE -> closed;
                case GRADIENT -> less(dilated, eroded);
                case TOP_HAT -> less(values, opened);
                case BLACK_HAT -> less(closed, values);
              };
          String text = Pipeline.of(new Morphology(operation, shape, 5, 1)).toString();
          assertThat(ints(Drawn.run(text, in))).as(text).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void twiceIsTheBrushTwice() {
    try (Raster in = Drawn.noise(21, 15, ColorSpace.GRAY, 6)) {
      assertThat(Drawn.run("morphology operation=dilate iterations=2", in))
          .isEqualTo(Drawn.run("morphology operation=dilate | morphology operation=dilate", in));
    }
  }

  private static boolean[][] brush(Morphology.Shape shape, int size) {
    int code =
        switch (shape) {
          case RECT -> opencv_imgproc.MORPH_RECT;
          case CROSS -> opencv_imgproc.MORPH_CROSS;
          case ELLIPSE -> opencv_imgproc.MORPH_ELLIPSE;
        };
    boolean[][] brush = new boolean[size][size];
    try (Size side = new Size(size, size);
        Mat mat = opencv_imgproc.getStructuringElement(code, side)) {
      java.nio.ByteBuffer values = mat.createBuffer();
      for (int i = 0; i < size * size; i++) {
        brush[i / size][i % size] = values.get(i) != 0;
      }
    }
    return brush;
  }

  /** The largest or smallest value under the brush; outside takes no part. */
  private static int[] extreme(
      int[] values, int width, int height, int channels, boolean[][] brush, boolean largest) {
    int reach = brush.length / 2;
    int[] out = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      int best = largest ? 0 : 255;
      for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
          int row = y + dy;
          int column = x + dx;
          if (brush[dy + reach][dx + reach]
              && row >= 0
              && row < height
              && column >= 0
              && column < width) {
            int value = values[(row * width + column) * channels + i % channels];
            best = largest ? Math.max(best, value) : Math.min(best, value);
          }
        }
      }
      out[i] = best;
    }
    return out;
  }

  private static int[] less(int[] a, int[] b) {
    int[] out = new int[a.length];
    Arrays.setAll(out, i -> Math.max(0, a[i] - b[i]));
    return out;
  }

  private static int[] ints(byte[] values) {
    int[] out = new int[values.length];
    Arrays.setAll(out, i -> values[i] & 255);
    return out;
  }

  @Test
  void wrongValuesAreRefusedBeforeAnyPictureIsRead() {
    for (String text :
        new String[] {
          "threshold value=256",
          "adaptive-threshold block-size=4",
          "morphology operation=oppen",
          "morphology size=4",
          "components connectivity=6",
          "flood-fill connectivity=5",
          "kmeans-colors k=0",
          "watershed distance=100",
          "contours epsilon=-1"
        }) {
      assertThatThrownBy(() -> Pipeline.parse(text)).as(text).isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> Pipeline.parse("morphology operation=oppen"))
        .hasMessageContaining("open");
  }
}
