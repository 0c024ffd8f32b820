package io.ocelli.ops.color;

import static io.ocelli.ops.Rasters.farthest;
import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Rasters;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tone operations against formulas written again in plain Java. */
class ToneTest {
  static Stream<Arguments> curves() {
    return Stream.of(
        curve("brightness add=47", v -> v + 47),
        curve("brightness add=-200.5", v -> v - 200.5),
        curve("contrast factor=1.7", v -> 128 + 1.7 * (v - 128)),
        curve("contrast factor=0.4 centre=60", v -> 60 + 0.4 * (v - 60)),
        curve("gamma value=2.2", v -> Math.pow(v / 255, 1 / 2.2) * 255),
        curve("levels black=30 white=190", v -> (v - 30) * 255 / 160),
        curve(
            "levels black=30 white=190 gamma=2",
            v -> Math.sqrt(Math.max(0, Math.min(1, (v - 30) / 160))) * 255),
        curve("invert", v -> 255 - v),
        curve("posterize levels=2", v -> v < 127.5 ? 0 : 255),
        curve("posterize levels=6", v -> Math.round(v / 51) * 51),
        curve("solarize threshold=100", v -> v < 100 ? v : 255 - v));
  }

  private static Arguments curve(String pipeline, DoubleUnaryOperator formula) {
    return Arguments.of(pipeline, formula);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void followsItsFormulaInEveryChannelAndLeavesOpacityAlone(
      String pipeline, DoubleUnaryOperator formula) {
    for (ColorSpace space : List.of(ColorSpace.GRAY, ColorSpace.BGR, ColorSpace.BGRA)) {
      try (Raster in = noise(37, 23, space, 5)) {
        int[] expected = ints(in.values());
        for (int i = 0; i < expected.length; i++) {
          if (space != ColorSpace.BGRA || i % 4 != 3) {
            double value = Math.floor(formula.applyAsDouble(expected[i]) + 0.5);
            expected[i] = (int) Math.max(0, Math.min(255, value));
          }
        }
        // Sums in another order may fall on the other side of a half.
        assertThat(farthest(values(pipeline, in), expected))
            .as(space.name())
            .isLessThanOrEqualTo(1);
        assertThat(differences(values(pipeline, in), expected)).as(space.name()).isLessThan(20);
      }
    }
  }

  private static int differences(int[] a, int[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({"hsv", "lab", "ycrcb", "cmyk"})
  void makesOtherSpacesBgrFirst(String space) {
    try (Raster in = noise(9, 7, ColorSpace.BGR, 6);
        Raster out = Rasters.apply(space + " | brightness add=10", in)) {
      assertThat(out.space()).isEqualTo(ColorSpace.BGR);
      assertThat(values(space + " | bgr | brightness add=10", in)).isEqualTo(ints(out.values()));
    }
  }

  @Test
  void whatChangesNothingChangesNothing() {
    try (Raster in = noise(40, 30, ColorSpace.BGR, 7)) {
      int[] same = ints(in.values());
      for (String pipeline :
          List.of(
              "brightness add=0",
              "contrast factor=1",
              "gamma value=1",
              "levels black=0 white=255",
              "posterize levels=256",
              "solarize threshold=256",
              "saturation factor=1",
              "sepia amount=0",
              "hue shift=0",
              "hue shift=360",
              "hue shift=-360",
              "invert | invert")) {
        assertThat(values(pipeline, in)).as(pipeline).isEqualTo(same);
      }
    }
  }

  @Test
  void knowsTheColoursOfTheTextbook() {
    try (Raster red = Rasters.bgr(0, 0, 255)) {
      assertThat(values("hue shift=120", red)).containsExactly(0, 255, 0);
      assertThat(values("hue shift=240", red)).containsExactly(255, 0, 0);
      assertThat(values("hue shift=-120", red)).containsExactly(255, 0, 0);
      assertThat(values("saturation factor=0", red)).containsExactly(76, 76, 76);
      assertThat(values("sepia", red)).containsExactly(69, 89, 100);
      assertThat(values("cmyk", red)).containsExactly(0, 255, 255, 0);
      assertThat(values("hsv", red)).containsExactly(0, 255, 255);
      assertThat(values("gray", red)).containsExactly(76);
    }
    try (Raster gray = Rasters.gray(0, 100, 255)) {
      assertThat(values("hue shift=90", gray)).containsExactly(0, 100, 255);
      assertThat(values("saturation factor=3", gray)).containsExactly(0, 100, 255);
    }
  }

  @Test
  void turningHueThreeTimesByAThirdComesBack() {
    try (Raster in = noise(50, 40, ColorSpace.BGR, 8)) {
      int[] turned = values("hue shift=120 | hue shift=120 | hue shift=120", in);
      // Three round trips through eight-bit HSV with its 180 steps of hue.
      assertThat(farthest(turned, ints(in.values()))).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void mixesWithGrayForSaturation() {
    try (Raster in = noise(31, 21, ColorSpace.BGR, 9)) {
      int[] v = ints(in.values());
      int[] expected = new int[v.length];
      for (int i = 0; i < v.length; i += 3) {
        double gray = 0.114 * v[i] + 0.587 * v[i + 1] + 0.299 * v[i + 2];
        for (int c = 0; c < 3; c++) {
          double value = gray + 1.6 * (v[i + c] - gray);
          expected[i + c] = (int) Math.max(0, Math.min(255, Math.rint(value)));
        }
      }
      // OpenCV computes with ten bits after the point.
      assertThat(farthest(values("saturation factor=1.6", in), expected)).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "levels black=200 white=100; white has to be above black",
        "channel pick=rde; 'red'",
        "color-filter saturation=90..10; only a range of hue",
        "posterize levels=1; 2 to 256",
      })
  void refusesWhatCannotBe(String pipeline, String message) {
    assertThatThrownBy(() -> Pipeline.parse(pipeline))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
