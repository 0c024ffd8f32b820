package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Rgb;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
  @ParameterizedTest
  @EnumSource(ColourSight.class)
  void theFirstEightColoursCanBeToldApart(ColourSight sight) {
    double bound = sight == ColourSight.USUAL ? 20 : 10;
    assertThat(sight.smallestDistance(colours(0, 8))).isGreaterThan(bound);
  }

  @ParameterizedTest
  @EnumSource(ColourSight.class)
  void theTonesOfOneLinePatternCanBeToldApart(ColourSight sight) {
    assertThat(sight.smallestDistance(colours(8, 16))).isGreaterThan(6);
    assertThat(sight.smallestDistance(colours(16, 24))).isGreaterThan(6);
  }

  @Test
  void aPaletteOfRedAndGreenWouldBeFound() {
    List<Rgb> redGreen = List.of(new Rgb(204, 85, 68), new Rgb(119, 119, 51));
    assertThat(ColourSight.USUAL.smallestDistance(redGreen)).isGreaterThan(30);
    assertThat(ColourSight.PROTAN.smallestDistance(redGreen)).isLessThan(10);
  }

  @Test
  void colourAndLineRepeatAfter96Classes() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 96; i++) {
      seen.add(Palette.of(i) + " " + Palette.pattern(i));
    }
    assertThat(seen).hasSize(96);
    assertThat(Palette.of(96)).isEqualTo(Palette.of(0));
    assertThat(Palette.pattern(96)).isEqualTo(Palette.pattern(0));
    assertThat(Palette.of(-1)).isNotNull();
  }

  @Test
  void textHasTheContrastThatWcagAsksFor() {
    for (int i = 0; i < 24; i++) {
      Rgb background = Palette.of(i);
      double a = Palette.luminance(background) + 0.05;
      double b = Palette.luminance(Palette.textOn(background)) + 0.05;
      assertThat(Math.max(a, b) / Math.min(a, b)).as("class %d", i).isGreaterThan(4.5);
    }
    assertThat(Palette.textOn(new Rgb(240, 228, 66))).isEqualTo(Rgb.BLACK);
    assertThat(Palette.textOn(new Rgb(0, 0, 128))).isEqualTo(Rgb.WHITE);
  }

  private static List<Rgb> colours(int from, int to) {
    return IntStream.range(from, to).mapToObj(Palette::of).toList();
  }
}
