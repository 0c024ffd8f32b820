package io.ocelli.ops.geometric;

import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Thumbnails;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Rasters;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
  /** 101x50 throughout; halves are rounded up and no side is below one pixel. */
  @ParameterizedTest
  @CsvSource({
    "resize, 51x25",
    "resize scale=0.001, 1x1",
    "resize scale=3, 303x150",
    "resize width=50, 50x25",
    "resize width=1, 1x1",
    "resize height=25, 51x25",
    "resize height=200%, 202x100",
    "resize width=50%, 51x25",
    "resize width=50 height=50, 50x50",
    "resize width=50 height=50 rule=fit, 50x25",
    "resize width=50 height=50 rule=fill, 50x50",
    "resize width=50 height=50 rule=pad, 50x50",
    "resize width=200 height=10 rule=fit, 20x10",
    "resize width=200 height=10 rule=fill, 200x10",
    "resize width=30 rule=longest, 30x15",
    "resize height=30 rule=longest, 30x15",
    "resize width=30 rule=shortest, 61x30",
    "resize width=500 enlarge=false, 101x50",
    "resize width=500 height=20 enlarge=false, 101x20",
    "resize width=500 height=500 rule=fit enlarge=false, 101x50",
    "resize width=500 height=500 rule=pad enlarge=false, 500x500",
    "resize width=500 height=500 rule=fill enlarge=false, 50x50",
    "resize width=60 rule=shortest enlarge=false, 101x50",
    "resize scale=2 enlarge=false, 101x50",
  })
  void hasTheSizeThatItsRuleSays(String pipeline, String size) {
    try (Raster in = noise(101, 50, ColorSpace.GRAY, 1);
        Raster out = Rasters.apply(pipeline, in)) {
      assertThat(out.width() + "x" + out.height()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nearest, 0",
    "linear, 1",
    "cubic, 2",
    "area, 3",
    "lanczos, 4",
  })
  void isOpenCvsToTheBit(String interpolation, int code) {
    for (ColorSpace space : new ColorSpace[] {ColorSpace.GRAY, ColorSpace.BGR, ColorSpace.BGRA}) {
      for (int[] size : new int[][] {{20, 9}, {80, 70}, {1, 1}, {41, 70}}) {
        try (Raster in = noise(41, 33, space, 2);
            Mat expected = new Mat();
            Size wanted = new Size(size[0], size[1])) {
          opencv_imgproc.resize(in.mat(), expected, wanted, 0, 0, code);
          String pipeline =
              "resize width=%d height=%d interpolation=%s"
                  .formatted(size[0], size[1], interpolation);
          assertThat(values(pipeline, in)).as(pipeline).isEqualTo(ints(expected));
        }
      }
    }
  }

  @Test
  void choosesAreaForShrinkingAndCubicForGrowing() {
    try (Raster in = noise(40, 30, ColorSpace.BGR, 3)) {
      assertThat(values("resize width=20 height=30", in))
          .isEqualTo(values("resize width=20 height=30 interpolation=area", in));
      assertThat(values("resize width=20 height=31", in))
          .isEqualTo(values("resize width=20 height=31 interpolation=cubic", in));
    }
  }

  @Test
  void areaIsTheMean() {
    try (Raster in = noise(12, 9, ColorSpace.GRAY, 4)) {
      int[] v = ints(in.values());
      int[] expected = new int[4 * 3];
      for (int i = 0; i < expected.length; i++) {
        int sum = 0;
        for (int k = 0; k < 9; k++) {
          sum += v[(i / 4 * 3 + k / 3) * 12 + i % 4 * 3 + k % 3];
        }
        expected[i] = (int) Math.rint(sum / 9.0);
      }
      assertThat(values("resize width=4 interpolation=area", in)).isEqualTo(expected);
    }
  }

  @Test
  void fillsFromTheMiddleAndPadsAroundIt() {
    try (Raster in = Rasters.gray(1, 2, 3, 4, 5, 6)) {
      assertThat(values("resize width=2 height=1 rule=fill", in)).containsExactly(3, 4);
      assertThat(values("resize width=6 height=3 rule=pad color=white", in))
          .containsExactly(
              255, 255, 255, 255, 255, 255, 1, 2, 3, 4, 5, 6, 255, 255, 255, 255, 255, 255);
      assertThat(values("resize width=8 height=1 rule=pad border=wrap enlarge=false", in))
          .containsExactly(6, 1, 2, 3, 4, 5, 6, 1);
    }
  }

  @Test
  void thumbnailsAreImgscalrs() {
    try (Raster in = noise(200, 120, ColorSpace.BGR, 5);
        Image image = in.toImage();
        Image expected = Image.of(Thumbnails.of(image, 50));
        Raster raster = Raster.of(expected);
        Raster gray = in.to(ColorSpace.GRAY);
        Raster small = Rasters.apply("thumbnail side=50", gray)) {
      assertThat(values("thumbnail side=50", in)).isEqualTo(ints(raster.values()));
      assertThat(values("thumbnail side=500", in)).isEqualTo(ints(in.values()));
      assertThat(small).hasToString("Raster 50x30 GRAY");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resize width=50 scale=2; either scale, or width and height",
        "resize width=50 height=50 rule=longest; rule=longest takes one",
        "resize width=-5; at least 0",
        "resize scale=0; 0.00001 to 1000",
      })
  void refusesWhatCannotBe(String pipeline, String message) {
    assertThatThrownBy(() -> Pipeline.parse(pipeline))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
