package io.ocelli.ops.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers that courses on convolutional networks show. */
class ConvolutionTest {
  private static final double[][] COUNTED = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
  private static final Kernel TWO = Kernel.of(new double[] {0, 1}, new double[] {2, 3});
  private static final Kernel VERTICAL =
      Kernel.of(new double[] {1, 0, -1}, new double[] {1, 0, -1}, new double[] {1, 0, -1});

  /** Left half 10, right half 0. */
  private static double[][] step() {
    double[][] picture = new double[6][6];
    for (double[] row : picture) {
      Arrays.fill(row, 0, 3, 10);
    }
    return picture;
  }

  @Test
  void aVerticalEdgeIsFound() {
    double[][] out = Convolution.correlate(step(), VERTICAL, Padding.VALID, 1);

    assertThat(out).isDeepEqualTo(rows(4, new double[] {0, 30, 30, 0}));
    assertThat(Numbers.run("kernel values=1,0,-1;1,0,-1;1,0,-1 padding=valid", ints(step())))
        .isDeepEqualTo(ints(out));
  }

  @Test
  void anEdgeTheOtherWayIsNegativeAndSeenByAbsOrOffset() {
    double[][] flipped = new double[6][6];
    for (double[] row : flipped) {
      Arrays.fill(row, 3, 6, 10);
    }
    assertThat(Convolution.correlate(flipped, VERTICAL, Padding.VALID, 1))
        .isDeepEqualTo(rows(4, new double[] {0, -30, -30, 0}));
    String kernel = "kernel values=1,0,-1;1,0,-1;1,0,-1 padding=valid";
    assertThat(Numbers.run(kernel, ints(flipped))).isDeepEqualTo(new int[4][4]);
    assertThat(Numbers.run(kernel + " abs=true", ints(flipped)))
        .isDeepEqualTo(ints(rows(4, new double[] {0, 30, 30, 0})));
    assertThat(Numbers.run(kernel + " offset=128", ints(flipped)))
        .isDeepEqualTo(ints(rows(4, new double[] {128, 98, 98, 128})));
  }

  @Test
  void theSmallestExampleWithoutPadding() {
    assertThat(Convolution.correlate(COUNTED, TWO, Padding.VALID, 1))
        .isDeepEqualTo(new double[][] {{19, 25}, {37, 43}});
    assertThat(Numbers.run("kernel values=0,1;2,3 padding=valid", ints(COUNTED)))
        .isDeepEqualTo(new int[][] {{19, 25}, {37, 43}});
  }

  @Test
  void theSmallestExamplePaddedByOne() {
    double[][] expected = {{0, 3, 8, 4}, {9, 19, 25, 10}, {21, 37, 43, 16}, {6, 7, 8, 0}};

    assertThat(Convolution.correlate(COUNTED, TWO, Padding.of(1), 1)).isDeepEqualTo(expected);
    assertThat(Numbers.run("kernel values=0,1;2,3 padding=1", ints(COUNTED)))
        .isDeepEqualTo(ints(expected));
  }

  @Test
  void aStrideOfThreeIsEveryThirdResult() {
    double[][] all = Convolution.correlate(COUNTED, TWO, Padding.of(1), 1);
    double[][] some = Convolution.correlate(COUNTED, TWO, Padding.of(1), 3);

    assertThat(some).isDeepEqualTo(new double[][] {{all[0][0], all[0][3]}, {all[3][0], all[3][3]}});
    assertThat(Numbers.run("kernel values=0,1;2,3 padding=1 stride=3", ints(COUNTED)))
        .isDeepEqualTo(new int[][] {{0, 4}, {6, 0}});
  }

  @Test
  void floatsGiveTheSame() {
    float[][] floats = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};

    assertThat(Convolution.correlate(floats, TWO, Padding.VALID, 1))
        .isDeepEqualTo(new float[][] {{19, 25}, {37, 43}});
  }

  /** {@code ⌊(n + 2p - f) / s⌋ + 1}, on plain numbers and through the pipeline. */
  @Test
  void sizesAreAsTheFormulaSays() {
    int checked = 0;
    for (int n = 1; n <= 12; n++) {
      for (int f = 1; f <= 5; f++) {
        for (int p = 0; p <= 2; p++) {
          for (int s = 1; s <= 3; s++) {
            checked += checkSize(n, f, p, s);
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(400);
  }

  private static int checkSize(int n, int f, int p, int s) {
    int expected = (int) Math.floor((n + 2.0 * p - f) / s) + 1;
    double[][] picture = new double[n][n];
    Kernel kernel = new Kernel(f, f, java.util.Collections.nCopies(f * f, 1.0));
    String text = "kernel values=" + kernel + " padding=" + p + " stride=" + s;
    if (n + 2 * p < f) {
      assertThatThrownBy(() -> Convolution.correlate(picture, kernel, Padding.of(p), s))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Numbers.run(text, ints(picture)))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("does not fit");
      return 0;
    }
    assertThat(Convolution.correlate(picture, kernel, Padding.of(p), s))
        .hasDimensions(expected, expected);
    int[][] out = Numbers.run(text, ints(picture));
    assertThat(out).hasDimensions(expected, expected);
    if (p < f) {
      int[][] pooled =
          Numbers.run("pool size=%d stride=%d padding=%d".formatted(f, s, p), ints(picture));
      assertThat(pooled).hasDimensions(expected, expected);
    }
    return 1;
  }

  @Test
  void sameKeepsTheSizeAndWithAStrideGivesItsPart() {
    for (int n = 1; n <= 12; n++) {
      for (int f = 1; f <= 5; f++) {
        for (int s = 1; s <= 3; s++) {
          Kernel kernel = new Kernel(f, f, java.util.Collections.nCopies(f * f, 1.0));
          double[][] ones = rows(n, filled(n, 1));
          double[][] out = Convolution.correlate(ones, kernel, Padding.SAME, s);
          assertThat(out).hasDimensions((n + s - 1) / s, (n + s - 1) / s);
          // Sums of ones tell where the padding is: both ways have to agree on it.
          assertThat(Numbers.run("kernel values=" + kernel + " stride=" + s, ints(ones)))
              .as("n=%d f=%d s=%d", n, f, s)
              .isDeepEqualTo(ints(out));
        }
      }
    }
  }

  @Test
  void theUsualKernels() {
    int[][] picture = ints(COUNTED);

    assertThat(Numbers.run("kernel values=0,0,0;0,1,0;0,0,0", picture)).isDeepEqualTo(picture);
    // Edges: zeros outside.
    assertThat(
            Convolution.correlate(
                COUNTED,
                Kernel.of(
                    new double[] {-1, -1, -1}, new double[] {-1, 8, -1}, new double[] {-1, -1, -1}),
                Padding.SAME,
                1))
        .isDeepEqualTo(new double[][] {{-8, -6, 6}, {6, 0, 18}, {34, 30, 48}});
    assertThat(Numbers.run("kernel values=-1,-1,-1;-1,8,-1;-1,-1,-1", picture))
        .isDeepEqualTo(new int[][] {{0, 0, 6}, {6, 0, 18}, {34, 30, 48}});
    // Sharpen.
    assertThat(Numbers.run("kernel values=0,-1,0;-1,5,-1;0,-1,0", picture))
        .isDeepEqualTo(new int[][] {{0, 0, 4}, {5, 4, 11}, {20, 17, 28}});
    // Box: (0+1+2+...+8) / 9 in the middle; a ninth of what is inside at the rim.
    assertThat(Numbers.run("kernel values=1,1,1;1,1,1;1,1,1 normalize=true", picture))
        .isDeepEqualTo(new int[][] {{1, 2, 1}, {2, 4, 3}, {2, 4, 3}});
    // Gaussian: sixteenths.
    assertThat(
            Convolution.correlate(
                    COUNTED,
                    Kernel.of(
                        new double[] {1, 2, 1}, new double[] {2, 4, 2}, new double[] {1, 2, 1}),
                    Padding.VALID,
                    1)[0][0]
                / 16)
        .isEqualTo(4);
    assertThat(Numbers.run("kernel values=1,2,1;2,4,2;1,2,1 normalize=true padding=valid", picture))
        .isDeepEqualTo(new int[][] {{4}});
  }

  @Test
  void poolingTwoByTwoOfStrideTwo() {
    double[][] picture = {{1, 3, 2, 1}, {2, 9, 1, 1}, {1, 3, 2, 3}, {5, 6, 1, 2}};

    assertThat(Convolution.pool(picture, Pool.Type.MAX, 2, 2, Padding.VALID))
        .isDeepEqualTo(new double[][] {{9, 2}, {6, 3}});
    assertThat(Convolution.pool(picture, Pool.Type.MIN, 2, 2, Padding.VALID))
        .isDeepEqualTo(new double[][] {{1, 1}, {1, 1}});
    assertThat(Convolution.pool(picture, Pool.Type.AVERAGE, 2, 2, Padding.VALID))
        .isDeepEqualTo(new double[][] {{3.75, 1.25}, {3.75, 2}});
    assertThat(Numbers.run("pool type=max", ints(picture)))
        .isDeepEqualTo(new int[][] {{9, 2}, {6, 3}});
    assertThat(Numbers.run("pool type=min", ints(picture)))
        .isDeepEqualTo(new int[][] {{1, 1}, {1, 1}});
    assertThat(Numbers.run("pool type=average", ints(picture)))
        .isDeepEqualTo(new int[][] {{4, 1}, {4, 2}});
  }

  @Test
  void poolingThreeByThreeOfStrideOne() {
    double[][] picture = {
      {1, 3, 2, 1, 3}, {2, 9, 1, 1, 5}, {1, 3, 2, 3, 2}, {8, 3, 5, 1, 0}, {5, 6, 1, 2, 9}
    };

    assertThat(Numbers.run("pool type=max size=3 stride=1", ints(picture)))
        .isDeepEqualTo(new int[][] {{9, 9, 5}, {9, 9, 5}, {8, 6, 9}});
  }

  @Test
  void paddingTakesNoPartInPooling() {
    double[][] picture = {{-4, -2}, {-3, -1}};

    assertThat(Convolution.pool(picture, Pool.Type.MAX, 2, 2, Padding.of(1)))
        .isDeepEqualTo(new double[][] {{-4, -2}, {-3, -1}});
    assertThat(Convolution.pool(picture, Pool.Type.AVERAGE, 3, 3, Padding.of(1))[0][0])
        .isEqualTo(-2.5, within(0.0));
    assertThatThrownBy(() -> Convolution.pool(picture, Pool.Type.MAX, 1, 1, Padding.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void poolingOfPicturesIsPoolingOfNumbers() {
    for (int size = 1; size <= 4; size++) {
      for (int stride = 1; stride <= 3; stride++) {
        for (Pool.Type type : Pool.Type.values()) {
          try (Raster picture = Numbers.noise(11, 9, ColorSpace.GRAY, size)) {
            double[][] exact =
                Convolution.pool(
                    doubles(Numbers.of(picture)), type, size, stride, Padding.of(size / 2));
            String text =
                Pipeline.of(new Pool(type, size, java.util.Optional.of(stride), size / 2))
                    .toString();
            byte[] pooled = Numbers.run(text, picture);
            for (int i = 0; i < pooled.length; i++) {
              assertThat(pooled[i] & 255)
                  .as(text)
                  .isEqualTo(
                      (int) Math.floor(exact[i / exact[0].length][i % exact[0].length] + 0.5));
            }
          }
        }
      }
    }
  }

  @Test
  void poolingColours() {
    try (Raster picture = Numbers.noise(12, 8, ColorSpace.BGR, 3);
        Result result = Pipeline.parse("pool type=average").run(picture)) {
      byte[] out = result.parts().get(0).raster().values();
      byte[] in = picture.values();
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 6; x++) {
          for (int c = 0; c < 3; c++) {
            int sum = 0;
            for (int k = 0; k < 4; k++) {
              sum += in[((2 * y + k / 2) * 12 + 2 * x + k % 2) * 3 + c] & 255;
            }
            assertThat(out[(y * 6 + x) * 3 + c] & 255).isEqualTo((sum + 2) / 4);
          }
        }
      }
    }
  }

  @Test
  void wordsForPaddingAreReadAndWritten() {
    for (Padding padding : List.of(Padding.VALID, Padding.SAME, Padding.of(0), Padding.of(7))) {
      assertThat(Padding.parse(padding.toString())).isEqualTo(padding);
    }
    assertThatThrownBy(() -> Pipeline.parse("kernel values=1 padding=full"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("valid, same or a number");
  }

  private static double[][] rows(int count, double[] row) {
    double[][] rows = new double[count][];
    Arrays.setAll(rows, i -> row.clone());
    return rows;
  }

  private static double[] filled(int length, double value) {
    double[] row = new double[length];
    Arrays.fill(row, value);
    return row;
  }

  private static int[][] ints(double[][] values) {
    return Arrays.stream(values)
        .map(row -> Arrays.stream(row).mapToInt(value -> (int) value).toArray())
        .toArray(int[][]::new);
  }

  private static double[][] doubles(int[][] values) {
    return Arrays.stream(values)
        .map(row -> Arrays.stream(row).asDoubleStream().toArray())
        .toArray(double[][]::new);
  }
}
