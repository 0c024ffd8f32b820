package io.ocelli.ops.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters against OpenCV called directly, and against slow references. */
class FilterTest {
  private static final ColorSpace[] SPACES = {ColorSpace.GRAY, ColorSpace.BGR, ColorSpace.BGRA};

  private static String name(Border border) {
    return border.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void blursAreOpenCvsOwn() {
    for (ColorSpace space : SPACES) {
      try (Raster in = Numbers.noise(53, 41, space, 1);
          Size seven = new Size(7, 7)) {
        assertThat(Numbers.run("box-blur size=7", in))
            .isEqualTo(Numbers.openCv(space, out -> opencv_imgproc.blur(in.mat(), out, seven)));
        assertThat(Numbers.run("gaussian-blur size=7 sigma=1.5", in))
            .isEqualTo(
                Numbers.openCv(
                    space, out -> opencv_imgproc.GaussianBlur(in.mat(), out, seven, 1.5)));
        assertThat(Numbers.run("median-blur size=7", in))
            .isEqualTo(Numbers.openCv(space, out -> opencv_imgproc.medianBlur(in.mat(), out, 7)));
        if (space != ColorSpace.BGRA) {
          assertThat(Numbers.run("bilateral size=7 sigma-color=60 sigma-space=4", in))
              .isEqualTo(
                  Numbers.openCv(
                      space, out -> opencv_imgproc.bilateralFilter(in.mat(), out, 7, 60, 4)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void linearFiltersAreTheirDefinitionUnderEveryBorder(Border border) {
    double[][] third = {
      {1 / 9.0, 1 / 9.0, 1 / 9.0}, {1 / 9.0, 1 / 9.0, 1 / 9.0}, {1 / 9.0, 1 / 9.0, 1 / 9.0}
    };
    double[][] gauss = gaussian(5, 1.1);
    for (ColorSpace space : new ColorSpace[] {ColorSpace.GRAY, ColorSpace.BGR}) {
      for (int[] size : new int[][] {{1, 1}, {2, 7}, {17, 13}}) {
        try (Raster in = Numbers.noise(size[0], size[1], space, 7)) {
          String with = " border=" + name(border);
          // OpenCV's box filter and its Gaussian round sums of whole numbers and of 1/256.
          assertNear("box-blur size=3" + with, in, Numbers.correlated(in, third, border), 1);
          assertNear(
              "gaussian-blur size=5 sigma=1.1" + with,
              in,
              Numbers.correlated(in, gauss, border),
              1);
          double[][] sharp = {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}};
          assertNear("sharpen" + with, in, Numbers.correlated(in, sharp, border), 0);
          double[][] relief = {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}};
          assertNear("emboss" + with, in, Numbers.correlated(in, relief, border), 0);
          assertNear("sobel" + with, in, sobel(in, border), 0);
          assertNear("scharr scale=0.25" + with, in, scharr(in, border), 0);
          double[][] laplace = {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}};
          assertNear("laplacian" + with, in, abs(Numbers.correlated(in, laplace, border)), 0);
          assertNear(
              "kernel values=0,1,0;1,-4,1;0,1,0 abs=true" + with,
              in,
              abs(Numbers.correlated(in, laplace, border)),
              0);
        }
      }
    }
  }

  private static void assertNear(String pipeline, Raster in, double[] expected, int tolerance) {
    assertThat(Numbers.difference(Numbers.run(pipeline, in), Numbers.saturated(expected)))
        .as(pipeline + " on " + in)
        .isLessThanOrEqualTo(tolerance);
  }

  private static double[] abs(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double[] sobel(Raster in, Border border) {
    double[][] x = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    double[][] y = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};
    return length(Numbers.correlated(in, x, border), Numbers.correlated(in, y, border), 1);
  }

  private static double[] scharr(Raster in, Border border) {
    double[][] x = {{-3, 0, 3}, {-10, 0, 10}, {-3, 0, 3}};
    double[][] y = {{-3, -10, -3}, {0, 0, 0}, {3, 10, 3}};
    return length(Numbers.correlated(in, x, border), Numbers.correlated(in, y, border), 0.25);
  }

  private static double[] length(double[] x, double[] y, double scale) {
    double[] out = new double[x.length];
    Arrays.setAll(out, i -> scale * Math.hypot(x[i], y[i]));
    return out;
  }

  private static double[][] gaussian(int size, double sigma) {
    double[][] kernel = new double[size][size];
    double sum = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double d = Math.pow(x - size / 2, 2) + Math.pow(y - size / 2, 2);
        kernel[y][x] = Math.exp(-d / (2 * sigma * sigma));
        sum += kernel[y][x];
      }
    }
    for (double[] row : kernel) {
      for (int x = 0; x < size; x++) {
        row[x] /= sum;
      }
    }
    return kernel;
  }

  /** Which of the five borders is used is seen at the rim only. */
  @Test
  void bilateralWrapsToo() {
    try (Raster in = Numbers.noise(31, 23, ColorSpace.BGR, 2);
        Raster shifted = shifted(in, 5)) {
      byte[] direct = Numbers.run("bilateral border=wrap", shifted);
      byte[] moved = Numbers.run("bilateral border=wrap", in);

      try (Raster filtered = Raster.of(31, 23, ColorSpace.BGR, moved);
          Raster expected = shifted(filtered, 5)) {
        assertThat(direct).isEqualTo(expected.values());
      }
    }
  }

  /** Moved to the right; what leaves comes in again. */
  private static Raster shifted(Raster in, int by) {
    byte[] from = in.values();
    byte[] to = new byte[from.length];
    int channels = in.channels();
    for (int i = 0; i < from.length; i++) {
      int x = i / channels % in.width();
      int moved = i + (Math.floorMod(x + by, in.width()) - x) * channels;
      to[moved] = from[i];
    }
    return Raster.of(in.width(), in.height(), in.space(), to);
  }

  @Test
  void theMedianIsTheMiddleValue() {
    try (Raster in = Numbers.noise(13, 9, ColorSpace.BGR, 4)) {
      byte[] values = in.values();
      byte[] out = Numbers.run("median-blur size=3", in);
      for (int y = 0; y < 9; y++) {
        for (int x = 0; x < 13; x++) {
          for (int c = 0; c < 3; c++) {
            int[] around = new int[9];
            for (int k = 0; k < 9; k++) {
              int row = Numbers.inside(y + k / 3 - 1, 9, Border.EDGE);
              int column = Numbers.inside(x + k % 3 - 1, 13, Border.EDGE);
              around[k] = values[(row * 13 + column) * 3 + c] & 255;
            }
            Arrays.sort(around);
            assertThat(out[(y * 13 + x) * 3 + c] & 255).isEqualTo(around[4]);
          }
        }
      }
    }
  }

  @Test
  void denoiseIsOpenCvsOwn() {
    try (Raster gray = Numbers.noise(40, 30, ColorSpace.GRAY, 5);
        Raster colour = Numbers.noise(40, 30, ColorSpace.BGR, 5)) {
      assertThat(Numbers.run("denoise strength=30 search=11", gray))
          .isEqualTo(
              Numbers.openCv(
                  ColorSpace.GRAY,
                  out -> opencv_photo.fastNlMeansDenoising(gray.mat(), out, 30f, 7, 11)))
          .isNotEqualTo(gray.values());
      assertThat(Numbers.run("denoise strength=30 color-strength=20 search=11", colour))
          .isEqualTo(
              Numbers.openCv(
                  ColorSpace.BGR,
                  out ->
                      opencv_photo.fastNlMeansDenoisingColored(colour.mat(), out, 30f, 20f, 7, 11)))
          .isNotEqualTo(colour.values());
    }
  }

  @Test
  void filtersForColoursLeaveTransparencyAlone() {
    try (Raster in = Numbers.noise(19, 11, ColorSpace.BGRA, 6)) {
      byte[] before = in.values();
      for (String text :
          new String[] {
            "sharpen",
            "unsharp",
            "emboss",
            "bilateral",
            "denoise",
            "cartoon",
            "inpaint",
            "stylize",
            "pencil-sketch style=color"
          }) {
        byte[] after = Numbers.run(text, in);
        assertThat(after).as(text).hasSameSizeAs(before);
        for (int i = 3; i < before.length; i += 4) {
          assertThat(after[i]).as(text).isEqualTo(before[i]);
        }
      }
    }
  }

  @Test
  void edgesOfAClearPictureAreThoseOverWhite() {
    try (Raster in = Numbers.noise(19, 11, ColorSpace.BGRA, 6);
        Raster white = in.to(ColorSpace.BGR)) {
      for (String text : new String[] {"sobel", "scharr", "laplacian", "kernel values=1,-1"}) {
        assertThat(Numbers.run(text, in)).as(text).isEqualTo(Numbers.run(text, white));
      }
    }
  }

  @Test
  void unsharpAddsWhatTheBlurTakesAwayAboveTheThreshold() {
    for (int threshold : new int[] {0, 20, 255}) {
      try (Raster in = Numbers.noise(33, 21, ColorSpace.BGR, 8);
          Size bySigma = new Size(0, 0)) {
        byte[] blurred =
            Numbers.openCv(
                ColorSpace.BGR, out -> opencv_imgproc.GaussianBlur(in.mat(), out, bySigma, 2.0));
        byte[] values = in.values();
        double[] expected = new double[values.length];
        for (int i = 0; i < values.length; i++) {
          int value = values[i] & 255;
          int difference = value - (blurred[i] & 255);
          expected[i] = Math.abs(difference) > threshold ? value + 1.5 * difference : value;
        }
        assertNear("unsharp amount=1.5 sigma=2 threshold=" + threshold, in, expected, 0);
      }
    }
  }

  @Test
  void nothingChangesWhereTheAmountIsNone() {
    try (Raster in = Numbers.noise(20, 10, ColorSpace.BGR, 9)) {
      for (String text :
          new String[] {
            "sharpen amount=0",
            "unsharp amount=0",
            "box-blur size=1",
            "gaussian-blur size=1",
            "median-blur size=1",
            "motion-blur size=1 angle=70",
            "pool size=1",
            "emboss amount=0"
          }) {
        assertThat(Numbers.run(text, in)).as(text).isEqualTo(in.values());
      }
    }
  }

  @Test
  void motionBlurIsTheMeanAlongItsLine() {
    int[][] picture = new int[9][9];
    picture[4][4] = 250;

    assertThat(Numbers.run("motion-blur size=5", picture)[4])
        .isEqualTo(new int[] {0, 0, 50, 50, 50, 50, 50, 0, 0});
    int[][] up = Numbers.run("motion-blur size=5 angle=90", picture);
    int[][] down = Numbers.run("motion-blur size=5 angle=-90", picture);
    assertThat(up).isDeepEqualTo(down);
    for (int y = 0; y < 9; y++) {
      assertThat(up[y][4]).isEqualTo(y >= 2 && y <= 6 ? 50 : 0);
      assertThat(up[y][3]).isZero();
    }
    for (double angle = -180; angle <= 180; angle += 17) {
      assertThat(MotionBlur.line(9, angle).values().stream().mapToDouble(v -> v).sum())
          .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }
    // Counter-clockwise: 45 degrees goes from the lower left to the upper right.
    int[][] rising = Numbers.run("motion-blur size=5 angle=45", picture);
    assertThat(rising[3][5]).isPositive();
    assertThat(rising[3][3]).isZero();
  }

  @Test
  void sobelShowsEachDirection() {
    try (Raster in = Numbers.noise(25, 17, ColorSpace.GRAY, 10)) {
      double[][] x = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
      double[][] y = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};
      double[][] xy = {{1, 0, -1}, {0, 0, 0}, {-1, 0, 1}};
      assertNear("sobel show=x", in, abs(Numbers.correlated(in, x, Border.REFLECT101)), 0);
      assertNear("sobel show=y", in, abs(Numbers.correlated(in, y, Border.REFLECT101)), 0);
      assertNear("sobel show=xy", in, abs(Numbers.correlated(in, xy, Border.REFLECT101)), 0);
    }
  }

  /** Sums of large kernels do not fit into 16 bit, and must not wrap or stop there. */
  @Test
  void largeKernelsWithSmallScalesAreExact() {
    int[][] step = new int[31][31];
    for (int[] row : step) {
      Arrays.fill(row, 16, 31, 255);
    }
    try (Raster in = Numbers.gray(step)) {
      for (int size : new int[] {5, 7, 9}) {
        byte[] expected =
            Numbers.openCv(
                ColorSpace.GRAY,
                out -> {
                  try (Mat exact = new Mat()) {
                    opencv_imgproc.Sobel(
                        in.mat(), exact, opencv_core.CV_64F, 1, 0, size, 1e-3, 0, 4);
                    opencv_core.convertScaleAbs(exact, out);
                  }
                });
        assertThat(Numbers.run("sobel show=x scale=0.001 size=" + size, in)).isEqualTo(expected);
      }
    }
  }

  @Test
  void cannyIsOpenCvsOwn() {
    try (Raster in = Numbers.noise(64, 48, ColorSpace.BGR, 11);
        Raster gray = in.to(ColorSpace.GRAY)) {
      for (int aperture : new int[] {3, 5, 7}) {
        assertThat(Numbers.run("canny low=300 high=700 l2=true aperture=" + aperture, in))
            .isEqualTo(
                Numbers.openCv(
                    ColorSpace.GRAY,
                    out -> opencv_imgproc.Canny(gray.mat(), out, 300, 700, aperture, true)));
      }
      // As in the issue: gray first makes no difference.
      assertThat(Numbers.run("gray | gaussian-blur size=5 | canny low=50 high=150", in))
          .containsOnly(0, 255);
    }
  }

  @Test
  void cannyDrawsTheOutlineOfASquareOnce() {
    int[][] square = new int[40][40];
    for (int y = 10; y < 30; y++) {
      Arrays.fill(square[y], 10, 30, 255);
    }
    int edges = 0;
    for (int[] row : Numbers.run("canny", square)) {
      edges += (int) Arrays.stream(row).filter(value -> value == 255).count();
    }
    assertThat(edges).isBetween(72, 80);
  }

  @Test
  void wrongValuesAreRefusedBeforeAnyPictureIsRead() {
    for (String text :
        new String[] {
          "gaussian-blur size=4",
          "box-blur size=0",
          "median-blur size=257",
          "canny low=200 high=100",
          "canny aperture=4",
          "canny aperture=9",
          "sobel dx=3",
          "pool size=2 padding=2",
          "kernel",
          "kernel values=1,2;3",
          "kernel values=1 padding=-1",
          "kernel values=1 stride=0",
          "bilateral sigma-color=0"
        }) {
      assertThatThrownBy(() -> Pipeline.parse(text)).as(text).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void pyramidsAreOpenCvsOwn() {
    try (Raster in = Numbers.noise(37, 22, ColorSpace.BGR, 12);
        Result down = Pipeline.parse("pyramid-down levels=2").run(in);
        Result up = Pipeline.parse("pyramid-up levels=2").run(in);
        Mat half = new Mat();
        Mat twice = new Mat()) {
      opencv_imgproc.pyrDown(in.mat(), half);
      opencv_imgproc.pyrUp(in.mat(), twice);
      Raster small = down.parts().get(0).raster();
      Raster large = up.parts().get(0).raster();

      assertThat(new int[] {small.width(), small.height()}).containsExactly(10, 6);
      assertThat(small.values())
          .isEqualTo(Numbers.openCv(ColorSpace.BGR, out -> opencv_imgproc.pyrDown(half, out)));
      assertThat(new int[] {large.width(), large.height()}).containsExactly(148, 88);
      assertThat(large.values())
          .isEqualTo(Numbers.openCv(ColorSpace.BGR, out -> opencv_imgproc.pyrUp(twice, out)));
    }
  }

  @Test
  void aPyramidThatWouldBurstMemoryIsRefused() {
    try (Raster in = Numbers.noise(3000, 2000, ColorSpace.GRAY, 1)) {
      assertThatThrownBy(() -> Numbers.run("pyramid-up levels=8", in))
          .isInstanceOf(io.ocelli.error.OcelliException.class)
          .hasMessageContaining("too large");
    }
  }
}
