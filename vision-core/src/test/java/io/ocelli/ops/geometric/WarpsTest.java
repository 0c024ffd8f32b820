package io.ocelli.ops.geometric;

import static io.ocelli.ops.Rasters.farthest;
import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Rasters;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What resamples: against OpenCV called directly, and against points worked out by hand. */
class WarpsTest {
  @ParameterizedTest
  @EnumSource(Border.class)
  void rotatesAsOpenCvDoes(Border border) {
    for (Interpolation interpolation : Interpolation.values()) {
      try (Raster in = noise(41, 30, ColorSpace.BGR, 1);
          Point2f centre = new Point2f(20, 14.5f);
          Mat matrix = opencv_imgproc.getRotationMatrix2D(centre, 25, 1);
          Size size = new Size(41, 30);
          Scalar color = new Scalar(0, 165, 255, 0);
          Mat expected = new Mat()) {
        opencv_imgproc.warpAffine(
            in.mat(), expected, matrix, size, interpolation.code(), border.code(), color);
        String pipeline =
            "rotate angle=25 size=keep color=orange interpolation=%s border=%s"
                .formatted(lower(interpolation), lower(border));
        assertThat(values(pipeline, in)).as(pipeline).isEqualTo(ints(expected));
      }
    }
  }

  /** 60x40; the corners of the turned picture, rounded up. */
  @ParameterizedTest
  @CsvSource({
    "rotate angle=30, 72x65", // 60 cos 30 + 40 sin 30 = 71.96; 60 sin 30 + 40 cos 30 = 64.64
    "rotate angle=-30, 72x65",
    "rotate angle=150, 72x65",
    "rotate angle=45, 71x71", // 70.71
    "rotate angle=90, 40x60",
    "rotate angle=180, 60x40",
    "rotate angle=30 size=keep, 60x40",
    "rotate angle=90 size=keep, 60x40",
    "shear x=45, 100x40",
    "shear x=-45, 100x40",
    "shear x=0 y=45, 60x100",
    "shear x=20 size=keep, 60x40",
    "zoom factor=3, 60x40",
    "zoom factor=0.3, 60x40",
    "perspective, 60x40",
    "'perspective from=0,0;30,0;30,40;0,40', 30x40",
    "perspective width=10 height=50%, 10x20",
    "affine width=200% height=7, 120x7",
    "warp-polar x=0 y=0 radius=50, 50x157",
  })
  void hasTheSizeThatFollows(String pipeline, String size) {
    try (Raster in = noise(60, 40, ColorSpace.GRAY, 2);
        Raster out = Rasters.apply(pipeline.strip(), in)) {
      assertThat(out.width() + "x" + out.height()).isEqualTo(size);
    }
  }

  @Test
  void aGrownTurnHoldsEveryPixel() {
    try (Raster in = Rasters.of(ColorSpace.GRAY, 31, 21, filled(31 * 21, 200));
        Raster out = Rasters.apply("rotate angle=33", in)) {
      double sum = Arrays.stream(ints(out.values())).sum() / 200.0;
      // The area stays but for the rounding of its edge.
      assertThat(sum).isBetween(31 * 21 * 0.99, 31 * 21 * 1.01);
      int[] v = ints(out.values());
      for (int x = 0; x < out.width(); x++) {
        assertThat(v[x]).isLessThan(200);
      }
    }
  }

  @Test
  void mapsPointsToPoints() {
    int[] v = new int[60 * 40];
    v[10 * 60 + 20] = 255;
    try (Raster in = Rasters.of(ColorSpace.GRAY, 60, 40, v)) {
      assertThat(brightest("affine matrix=1,0,5;0,1,7", in)).isEqualTo("25,17");
      assertThat(brightest("affine points=20,10;30,10;20,20;40,30;50,30;40,40", in))
          .isEqualTo("40,30");
      assertThat(brightest("affine matrix=0,1,0;1,0,0", in)).isEqualTo("10,20");
      assertThat(brightest("perspective from=20,10;50,10;50,30;20,30 to=5,5;50,8;45,35;8,30", in))
          .isEqualTo("5,5");
      assertThat(brightest("perspective from=20,10;50,10;50,30;20,30", in)).isEqualTo("0,0");
      // One to the right of the middle 29.5 and 9.5 above 19.5 goes left and up.
      assertThat(brightest("rotate angle=180 | affine", in)).isEqualTo("39,29");
      assertThat(brightest("shift x=25% y=-10", in)).isEqualTo("35,0");
      // 9.5 above the middle, a slant of 45 degrees takes it 9.5 to the left: between two pixels.
      assertThat(brightest("shear x=45 size=keep interpolation=nearest", in))
          .isIn("10,10", "11,10");
    }
  }

  private static String brightest(String pipeline, Raster in) {
    try (Raster out = Rasters.apply(pipeline, in)) {
      int[] v = ints(out.values());
      int best = 0;
      for (int i = 0; i < v.length; i++) {
        best = v[i] > v[best] ? i : best;
      }
      return best % out.width() + "," + best / out.width();
    }
  }

  @Test
  void zoomsLikeACropThatIsEnlarged() {
    try (Raster in = noise(40, 20, ColorSpace.GRAY, 3)) {
      int[] zoomed = values("zoom factor=2 border=edge", in);
      int[] cropped = values("crop | resize width=40 height=20 interpolation=linear", in);
      int[] inner = new int[36 * 16];
      int[] expected = new int[36 * 16];
      for (int i = 0; i < inner.length; i++) {
        int at = (2 + i / 36) * 40 + 2 + i % 36;
        inner[i] = zoomed[at];
        expected[i] = cropped[at];
      }
      // The warp keeps coordinates to 1/32 pixel, and the crop knows nothing beyond its edge.
      assertThat(farthest(inner, expected)).isLessThanOrEqualTo(2);
      int[] small = values("zoom factor=0.5", in);
      assertThat(values("zoom factor=0.5 | crop", in))
          .isEqualTo(values("resize interpolation=area", in));
      assertThat(small[0]).isZero();
    }
  }

  @Test
  void unrollsCirclesToLines() {
    int[] v = new int[81 * 81];
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.abs(Math.hypot(i % 81 - 40, i / 81 - 40) - 20) < 1.5 ? 255 : 0;
    }
    try (Raster in = Rasters.of(ColorSpace.GRAY, 81, 81, v);
        Raster out = Rasters.apply("warp-polar x=40 y=40 radius=40", in)) {
      int[] unrolled = ints(out.values());
      for (int row = 0; row < out.height(); row++) {
        assertThat(unrolled[row * 40 + 20]).as("row %d", row).isGreaterThan(200);
        assertThat(unrolled[row * 40 + 10]).isZero();
        assertThat(unrolled[row * 40 + 30]).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "shear x=45 y=45 > a line of the picture",
        "affine matrix=1,0;0,1 > two rows of three",
        "affine points=0,0;1,1;2,2 > give six points",
        "perspective from=0,0;1,1 > give four points",
      })
  void refusesShapesThatCannotBe(String pipeline, String message) {
    assertThatThrownBy(() -> Pipeline.parse(pipeline))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesPointsOnALine() {
    try (Raster in = noise(9, 9, ColorSpace.GRAY, 4)) {
      assertThatThrownBy(() -> values("perspective from=0,0;1,1;2,2;0,5", in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("on a line");
      assertThatThrownBy(() -> values("affine points=0,0;1,1;2,2;0,0;5,0;0,5", in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("a line of the picture");
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }
}
