package io.ocelli.ops.color;

import static io.ocelli.ops.Rasters.ints;
import static io.ocelli.ops.Rasters.noise;
import static io.ocelli.ops.Rasters.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Part;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Rasters;
import io.ocelli.ops.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelsTest {
  @ParameterizedTest
  @EnumSource(ColorSpace.class)
  void splitsIntoNamedChannelsThatPickFindsToo(ColorSpace space) {
    try (Raster in = noise(13, 7, space, 1);
        Result result = Pipeline.parse("channels").run(in)) {
      int[] all = ints(in.values());
      assertThat(result.parts()).extracting(Part::name).isEqualTo(space.channelNames());
      for (int c = 0; c < space.channels(); c++) {
        int[] expected = new int[13 * 7];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = all[i * space.channels() + c];
        }
        assertThat(ints(result.parts().get(c).raster().values())).isEqualTo(expected);
        assertThat(values("channel pick=" + c, in)).isEqualTo(expected);
        assertThat(values("channel pick=" + space.channelNames().get(c), in)).isEqualTo(expected);
      }
    }
  }

  @Test
  void goesToTheSpaceThatHasTheChannel() {
    try (Raster in = noise(11, 5, ColorSpace.BGR, 2)) {
      assertThat(values("channel pick=saturation", in))
          .isEqualTo(values("hsv | channel pick=1", in));
      assertThat(values("channel pick=black", in)).isEqualTo(values("cmyk | channel pick=3", in));
      assertThat(values("channel pick=alpha", in)).containsOnly(255);
      assertThatThrownBy(() -> values("channel pick=3", in))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("give 0 to 2");
    }
  }

  @Test
  void addsTakesAndFlattensOpacity() {
    try (Raster in =
            Rasters.of(ColorSpace.BGRA, 3, 1, 10, 20, 30, 0, 10, 20, 30, 51, 9, 8, 7, 255);
        Raster opaque = Rasters.bgr(1, 2, 3)) {
      assertThat(values("alpha make=remove", in)).containsExactly(10, 20, 30, 10, 20, 30, 9, 8, 7);
      // Orange is 255, 165, 0: a fifth of the colour and four fifths of orange.
      assertThat(values("alpha make=flatten color=orange", in))
          .containsExactly(0, 165, 255, 2, 136, 210, 9, 8, 7);
      assertThat(values("alpha opacity=0.5", in))
          .containsExactly(10, 20, 30, 0, 10, 20, 30, 26, 9, 8, 7, 128);
      assertThat(values("alpha", opaque)).containsExactly(1, 2, 3, 255);
      assertThat(values("alpha make=flatten", opaque)).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorSpace.class,
      names = {"HSV", "LAB", "YCRCB", "CMYK"})
  void comesBackFromEverySpace(ColorSpace space) {
    try (Raster in = Rasters.bgr(0, 0, 0, 255, 255, 255, 128, 128, 128, 40, 90, 200, 255, 0, 0)) {
      int[] back = values(space.name().toLowerCase(java.util.Locale.ROOT) + " | bgr", in);
      assertThat(Rasters.farthest(back, ints(in.values()))).isLessThanOrEqualTo(3);
    }
  }
}
