package io.ocelli.ops.geometric;

import static io.ocelli.ops.Rasters.gray;
import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Rasters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What moves pixels as they are: exact, pixel by pixel. */
class MovesTest {
  @ParameterizedTest
  @EnumSource(ColorSpace.class)
  void comesBackToItself(ColorSpace space) {
    for (int[] size : new int[][] {{1, 1}, {1, 7}, {13, 1}, {9, 6}, {17, 17}}) {
      try (Raster in = noise(size[0], size[1], space, 1)) {
        int[] same = ints(in.values());
        for (String pipeline :
            List.of(
                "flip | flip",
                "flip direction=vertical | flip direction=vertical",
                "flip direction=both | rotate angle=180",
                "transpose | transpose",
                "rotate | rotate | rotate | rotate",
                "rotate angle=90 | rotate angle=-90",
                "rotate angle=450 | rotate angle=270",
                "rotate angle=90 | flip direction=vertical | transpose",
                "shift x=3 y=-2 border=wrap | shift x=-3 y=2 border=wrap",
                "shift x=300% border=wrap",
                "pad left=3 top=2 right=1 bottom=4 border=edge | crop x=3 y=2 width=%d height=%d"
                    .formatted(size[0], size[1]),
                "resize width=100% height=100%",
                "crop width=100% height=100%",
                "zoom factor=1",
                "rotate angle=0",
                "affine")) {
          assertThat(values(pipeline, in)).as(pipeline).isEqualTo(same);
        }
      }
    }
  }

  @Test
  void turnsCounterClockwise() {
    try (Raster in = Rasters.of(ColorSpace.GRAY, 3, 2, 1, 2, 3, 4, 5, 6);
        Raster turned = Rasters.apply("rotate", in)) {
      assertThat(turned.width()).isEqualTo(2);
      assertThat(ints(turned.values())).containsExactly(3, 6, 2, 5, 1, 4);
      assertThat(values("rotate angle=-90", in)).containsExactly(4, 1, 5, 2, 6, 3);
      assertThat(values("flip", in)).containsExactly(3, 2, 1, 6, 5, 4);
      assertThat(values("flip direction=vertical", in)).containsExactly(4, 5, 6, 1, 2, 3);
      assertThat(values("transpose", in)).containsExactly(1, 4, 2, 5, 3, 6);
    }
  }

  /** The eight orientations: closed, each with an inverse, all different. */
  @Test
  void orientationsAreAGroup() {
    try (Raster in = Rasters.of(ColorSpace.GRAY, 2, 2, 1, 2, 3, 4)) {
      List<String> all =
          java.util.stream.IntStream.rangeClosed(1, 8)
              .mapToObj(n -> Arrays.toString(values("orient number=" + n, in)))
              .toList();
      assertThat(all).doesNotHaveDuplicates();
      for (int a = 1; a <= 8; a++) {
        boolean hasInverse = false;
        for (int b = 1; b <= 8; b++) {
          String both =
              Arrays.toString(values("orient number=%d | orient number=%d".formatted(a, b), in));
          assertThat(all).contains(both);
          hasInverse |= both.equals(all.get(0));
        }
        assertThat(hasInverse).isTrue();
      }
      assertThat(all.get(5)).isEqualTo(Arrays.toString(values("rotate angle=-90", in)));
      assertThat(all.get(7)).isEqualTo(Arrays.toString(values("rotate angle=90", in)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 0 0 0 1 2 3 0 0 0",
    "edge, 1 1 1 1 2 3 3 3 3",
    "reflect, 3 2 1 1 2 3 3 2 1",
    "reflect101, 2 3 2 1 2 3 2 1 2",
    "wrap, 1 2 3 1 2 3 1 2 3",
  })
  void padsByTheRuleOfTheBorder(String border, String expected) {
    int[] row = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    try (Raster in = gray(1, 2, 3)) {
      assertThat(values("pad left=3 right=3 all=0 border=" + border, in)).isEqualTo(row);
      int[] right = Arrays.copyOfRange(row, 2, 5);
      int[] left = Arrays.copyOfRange(row, 5, 8);
      assertThat(values("shift x=1 border=" + border, in)).isEqualTo(right);
      assertThat(values("shift x=-2 border=" + border, in)).isEqualTo(left);
    }
  }

  /** Against the rule itself, written again, for every border, in both directions. */
  @ParameterizedTest
  @EnumSource(Border.class)
  void shiftsByAnyAmount(Border border) {
    String name = border.name().toLowerCase(java.util.Locale.ROOT);
    try (Raster in = noise(5, 4, ColorSpace.GRAY, 2)) {
      int[] v = ints(in.values());
      for (int dx = -23; dx <= 23; dx += 3) {
        for (int dy = -9; dy <= 9; dy += 2) {
          int[] expected = new int[20];
          for (int i = 0; i < 20; i++) {
            int x = source(i % 5 - dx, 5, border);
            int y = source(i / 5 - dy, 4, border);
            expected[i] = x < 0 || y < 0 ? 0 : v[5 * y + x];
          }
          assertThat(values("shift x=%d y=%d border=%s".formatted(dx, dy, name), in))
              .as("%d %d", dx, dy)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static int source(int at, int side, Border border) {
    if (at >= 0 && at < side) {
      return at;
    }
    return switch (border) {
      case CONSTANT -> -1;
      case EDGE -> at < 0 ? 0 : side - 1;
      case WRAP -> Math.floorMod(at, side);
      case REFLECT -> {
        int in = Math.floorMod(at, 2 * side);
        yield in < side ? in : 2 * side - 1 - in;
      }
      case REFLECT101 -> {
        int in = Math.floorMod(at, 2 * side - 2);
        yield in < side ? in : 2 * side - 2 - in;
      }
    };
  }

  @Test
  void fillsWithTheColourInTheNumbersOfTheSpace() {
    try (Raster bgr = Rasters.bgr(9, 9, 9);
        Raster bgra = Rasters.of(ColorSpace.BGRA, 1, 1, 9, 9, 9, 77)) {
      String pad = "pad all=0 right=1 color=red";
      assertThat(values(pad, bgr)).containsExactly(9, 9, 9, 0, 0, 255);
      assertThat(values("gray | " + pad, bgr)).containsExactly(9, 76);
      assertThat(values("hsv | " + pad, bgr)).containsExactly(0, 0, 9, 0, 255, 255);
      assertThat(values(pad, bgra)).containsExactly(9, 9, 9, 77, 0, 0, 255, 255);
      assertThat(values("pad all=0 right=1", bgra)).containsExactly(9, 9, 9, 77, 0, 0, 0, 0);
    }
  }

  @Test
  void cropsWhatLiesInside() {
    try (Raster in = Rasters.of(ColorSpace.GRAY, 4, 2, 1, 2, 3, 4, 5, 6, 7, 8)) {
      assertThat(values("crop", in)).containsExactly(2, 3);
      assertThat(values("crop width=2 height=1 gravity=bottom-right", in)).containsExactly(7, 8);
      assertThat(values("crop width=1 height=1 gravity=top", in)).containsExactly(2);
      assertThat(values("crop x=-1 y=1 width=3 height=9", in)).containsExactly(5, 6);
      assertThat(values("crop x=75% y=0 width=50% height=50%", in)).containsExactly(4);
      assertThatThrownBy(() -> values("crop x=4 width=5", in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("outside of the picture")
          .hasMessageContaining("4x2");
    }
  }

  @Test
  void trimsABorderAndItsNoise() {
    int[] v = new int[8 * 6];
    Arrays.fill(v, 100);
    v[3] = 105;
    v[2 * 8 + 3] = 200;
    v[4 * 8 + 5] = 10;
    try (Raster in = Rasters.of(ColorSpace.GRAY, 8, 6, v);
        Raster cut = Rasters.apply("trim", in);
        Raster fine = Rasters.apply("trim tolerance=0", in);
        Raster loose = Rasters.apply("trim margin=1", in);
        Raster plain = gray(7, 7, 7)) {
      assertThat(cut).hasToString("Raster 3x3 GRAY");
      assertThat(fine).hasToString("Raster 3x5 GRAY");
      assertThat(loose).hasToString("Raster 5x5 GRAY");
      assertThat(values("trim", plain)).containsExactly(7, 7, 7);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resize width=1000000; 1000000x750000",
        "resize width=100000 height=100000; 100000x100000",
        "resize scale=1000 | resize scale=1000; 4000000x3000000",
        "pad all=1000000; 2000004x2000003",
        "affine width=99999 height=99999; 99999x99999",
        "perspective width=99999 height=99999; 99999x99999",
        "warp-polar radius=20000; 20000x62832",
      })
  void refusesHugeResultsBeforeTakingMemory(String pipeline, String size) {
    try (Raster in = noise(4, 3, ColorSpace.GRAY, 3)) {
      assertThatThrownBy(() -> values(pipeline, in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("the result would be too large: " + size)
          .hasMessageContaining("at most 500 megapixels");
    }
  }

  @Test
  void refusesSidesThatOpenCvCannotWarp() {
    try (Raster in = noise(33000, 1, ColorSpace.GRAY, 3)) {
      assertThatThrownBy(() -> values("rotate angle=10", in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("too long to be warped: 33000")
          .hasMessageContaining("resize width=32766 rule=longest");
    }
  }
}
