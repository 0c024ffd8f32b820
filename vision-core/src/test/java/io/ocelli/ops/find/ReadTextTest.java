package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.TextStyle;
import io.ocelli.error.UnavailableException;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Found;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTextTest {
  @TempDir static Path folder;

  @Test
  void readsWordsWithTheirPlaces() {
    PlatesTest.requireEnglish();
    try (Raster picture = page()) {
      List<Word> words = words(picture, "read-text");
      assertThat(words.stream().map(Word::text).collect(Collectors.joining(" ")))
          .isEqualTo("Every picture tells a story of 1984");
      assertThat(words).extracting(Word::line).containsExactly(1, 1, 1, 2, 2, 2, 2);
      Word first = words.get(0);
      assertThat(first.box().x1()).isBetween(35f, 48f);
      assertThat(first.box().y1()).isBetween(40f, 70f);
      assertThat(words).allSatisfy(word -> assertThat(word.confidence()).isBetween(60.0, 100.0));
    }
  }

  @Test
  void unsureWordsAreLeftOut() {
    PlatesTest.requireEnglish();
    try (Raster picture = page()) {
      assertThat(words(picture, "read-text min-confidence=100")).isEmpty();
    }
  }

  @Test
  void platesDoNotSpoilTheEngineForText() {
    PlatesTest.requireEnglish();
    try (Raster picture = page()) {
      List<Word> before = words(picture, "read-text");
      try (DrawnPlates.Drawn drawn = DrawnPlates.draw(2, List.of());
          Raster plate = Raster.of(drawn.image());
          Result result = Pipeline.parse("plates").run(plate)) {
        assertThat(result.findings()).isNotEmpty();
      }
      assertThat(words(picture, "read-text")).isEqualTo(before);
    }
  }

  @Test
  void withoutLanguageDataItSaysHowToGetIt() {
    try (Raster picture = page()) {
      for (String where : List.of("tessdata='" + folder + "'", "language=xyz")) {
        assertThatThrownBy(() -> words(picture, "read-text " + where))
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("Tesseract has no data for the language")
            .hasMessageContaining("tesseract");
      }
    }
  }

  @Test
  void damagedLanguageDataIsAnError() throws Exception {
    Files.write(folder.resolve("bad.traineddata"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    try (Raster picture = page()) {
      assertThatThrownBy(() -> words(picture, "read-text language=bad tessdata='" + folder + "'"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Tesseract cannot use its language data");
    }
  }

  @Test
  void saysWhatItIs() {
    assertThat(Tesseract.version()).matches("5\\.\\d+\\.\\d+.*");
    assertThat(Tesseract.languages(folder.resolve("none"))).isEmpty();
    assertThat(Tesseract.data(Optional.of(folder.resolve("none")), "eng")).isEmpty();
    assertThat(Tesseract.howToGet("deu")).contains("deu").hasLineCount(1);
  }

  private static Raster page() {
    try (Image image = Image.blank(640, 240, 255, 255, 255)) {
      TextStyle style = TextStyle.of(40).withFonts(TextStyle.Fonts.BUNDLED);
      Canvas.on(image)
          .text("Every picture tells", new Point(40, 80), style, Rgb.BLACK)
          .text("a story of 1984", new Point(40, 160), style, Rgb.BLACK);
      return Raster.of(image);
    }
  }

  private static List<Word> words(Raster picture, String pipeline) {
    try (Result result = Pipeline.parse(pipeline).run(picture)) {
      return result.findings().stream().map(Found::finding).map(Word.class::cast).toList();
    }
  }
}
