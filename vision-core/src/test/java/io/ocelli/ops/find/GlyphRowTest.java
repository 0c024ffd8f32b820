package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of characters 20 pixels high and 12 wide, 4 apart unless a test says otherwise. */
class GlyphRowTest {
  private static Glyph glyph(double x, double width, double height) {
    return new Glyph(x, 100 - height / 2, x + width, 100 + height / 2);
  }

  /** Characters that begin at some places. */
  private static List<Glyph> at(double... starts) {
    List<Glyph> all = new ArrayList<>();
    for (double x : starts) {
      all.add(glyph(x, 12, 20));
    }
    return all;
  }

  @Test
  void aRowIsFourCharactersOrMore() {
    assertThat(GlyphRow.among(at(0, 16, 32), true)).isEmpty();
    List<GlyphRow> rows = GlyphRow.among(at(48, 0, 32, 16), true);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).glyphs()).isEqualTo(at(0, 16, 32, 48));
    assertThat(rows.get(0).slope()).isCloseTo(0, within(1e-9));
    assertThat(rows.get(0).yAt(20)).isCloseTo(100, within(1e-9));
  }

  @Test
  void aWideGapIsBridgedBetweenCharactersOfOneHeight() {
    // Gaps are 40 pixels, two heights, and 44.
    assertThat(GlyphRow.among(at(0, 16, 68, 84, 100), true).get(0).glyphs()).hasSize(5);
    assertThat(GlyphRow.among(at(0, 16, 72, 88, 104), true)).isEmpty();
  }

  @Test
  void aWideGapIsNotBridgedBetweenCharactersThatDiffer() {
    List<Glyph> low = at(0, 16);
    List<Glyph> high = new ArrayList<>(low);
    for (double x : new double[] {68, 84, 100}) {
      low.add(glyph(x, 12, 20));
      // Side by side they would be one row.
      high.add(glyph(x, 12, 23));
    }
    assertThat(GlyphRow.among(low, true)).hasSize(1);
    assertThat(GlyphRow.among(high, true)).isEmpty();
    List<Glyph> near =
        List.of(low.get(0), low.get(1), glyph(32, 12, 23), glyph(48, 12, 23), glyph(64, 12, 23));
    assertThat(GlyphRow.among(near, true)).hasSize(1);
  }

  @Test
  void charactersThatTouchCountAsTwo() {
    List<Glyph> row = new ArrayList<>(at(0, 44));
    row.add(glyph(14, 28, 20));
    List<GlyphRow> rows = GlyphRow.among(row, true);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).glyphs()).hasSize(3);
    // Its width is no character's.
    assertThat(rows.get(0).aspect()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void wideThingsAloneAreNoCharacters() {
    List<Glyph> bricks =
        List.of(glyph(0, 28, 20), glyph(32, 28, 20), glyph(64, 28, 20), glyph(96, 28, 20));
    assertThat(GlyphRow.among(bricks, true)).isEmpty();
  }

  @Test
  void shorterLeavesOutEitherEnd() {
    GlyphRow six = GlyphRow.among(at(0, 16, 32, 48, 64, 80), true).get(0);
    assertThat(six.shorter())
        .extracting(GlyphRow::glyphs)
        .containsExactly(at(0, 16, 32, 48, 64), at(16, 32, 48, 64, 80));
    assertThat(GlyphRow.among(at(0, 16, 32, 48, 64), true).get(0).shorter()).isEmpty();
  }
}
