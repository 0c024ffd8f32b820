package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.draw.TextStyle.Fonts;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.testing.Golden;
import java.awt.Font;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  private static final TextStyle STYLE = TextStyle.of(20).withFonts(Fonts.BUNDLED);

  @Test
  void everyScriptLooksAsItDid() {
    String text =
        """
        Ocelli, Größe, façade, ≤ 0.93
        Ελληνικά Русский ქართული
        العربية עברית
        हिन्दी क्षत्रिय ไทย ที่นี่
        中文 日本語 かな カナ 한국어
        a مرحبا b 3 × 4 = 12""";
    try (Image image = Image.blank(330, 190, 255, 255, 255)) {
      Canvas.on(image).text(text, new Point(8, 26), STYLE, Rgb.BLACK);
      // FreeType of another Java may place points of an outline a little differently.
      Golden.check(image, "text-scripts.png", 24, 0.01);
    }
  }

  @Test
  void boldIsHeavier() {
    assertThat(ink("Ocelli 中文", STYLE.inBold())).isGreaterThan(1.15 * ink("Ocelli 中文", STYLE));
  }

  @ParameterizedTest
  @CsvSource({
    "Latin, Größe ß ŵ",
    "Greek, Ελληνικά",
    "Cyrillic, Русский Ґ",
    "Arabic, العربية",
    "Hebrew, עברית",
    "Devanagari, हिन्दी",
    "Thai, ไทย",
    "Chinese, 简体中文繁體",
    "Japanese, 日本語かなカナ",
    "Korean, 한국어",
    "Georgian, ქართული",
    "Tamil, தமிழ்",
    "Bengali, বাংলা",
    "Ethiopic, አማርኛ"
  })
  void theBundledFontsCoverTheScript(String script, String text) {
    List<Font> fonts = BundledFonts.chain(Fonts.BUNDLED);
    for (FontRuns.Run run : FontRuns.of(text, fonts)) {
      String part = text.substring(run.start(), run.end());
      assertThat(run.font().canDisplayUpTo(part)).as("%s: %s", script, part).isEqualTo(-1);
    }
  }

  @Test
  void lettersJoinAndMarksCombine() {
    // Joined, the letters of Arabic are narrower than alone; a mark takes no room of its own.
    assertThat(width("سلام")).isLessThan(0.8 * (width("س") + width("ل") + width("ا") + width("م")));
    assertThat(width("क्ष")).isLessThan(width("क") + width("ष"));
    assertThat(width("e\u0301")).isLessThan(1.1 * width("e"));
    assertThat(width("ที่")).isLessThan(1.1 * width("ท"));
  }

  @Test
  void aScriptIsNotTornBetweenFonts() {
    List<Font> fonts = BundledFonts.chain(Fonts.BUNDLED);
    assertThat(FontRuns.of("class 7: 中文, ok", fonts)).hasSize(3);
    assertThat(FontRuns.of("a (b) 1 2", fonts)).hasSize(1);
    assertThat(FontRuns.of("العربية، 12", fonts)).hasSize(1);
  }

  @Test
  void whatNoFontHasIsDrawnAsABox() {
    assertThat(ink("\u0f40", STYLE)).as("Tibetan").isGreaterThan(10);
    assertThat(ink("\ud83d\ude00", STYLE)).as("an emoji").isGreaterThan(10);
    assertThat(ink("\ud83d", STYLE)).as("half of a pair").isGreaterThanOrEqualTo(0);
    assertThat(ink("\uE000", STYLE)).as("for private use").isGreaterThan(10);
  }

  @Test
  void linesAndControlCharacters() {
    assertThat(ink("", STYLE)).isZero();
    assertThat(ink("\n\n", STYLE)).isZero();
    assertThat(ink("\t\u0000\u001b ", STYLE)).isZero();
    assertThat(TextPainter.layout("a\nb\r\nc", STYLE).lines()).hasSize(3);
    assertThat(TextPainter.layout("", STYLE).height())
        .isEqualTo(TextPainter.layout("中文 Ág", STYLE).height());
  }

  @Test
  void theSystemsFontsAreUsedFirstAndMayBeMissing() {
    assertThat(BundledFonts.chain(Fonts.BUNDLED)).hasSize(2);
    assertThat(BundledFonts.chain(Fonts.SYSTEM)).hasSizeBetween(2, 3);
    assertThat(ink("Ocelli 中文", TextStyle.of(20))).isGreaterThan(50);
  }

  private static double width(String text) {
    return TextPainter.layout(text, STYLE).width();
  }

  private static double ink(String text, TextStyle style) {
    try (Image image = Image.blank(200, 60, 0, 0, 0)) {
      Canvas.on(image).text(text, new Point(10, 40), style, Rgb.WHITE);
      var pixels = image.pixels();
      double sum = 0;
      for (int i = 0; i < pixels.capacity(); i += 3) {
        sum += (pixels.get(i) & 255) / 255.0;
      }
      return sum;
    }
  }
}
