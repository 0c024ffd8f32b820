package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.image.UnreadableImageException.Reason;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file of odd/LIST.csv does what the list says. */
class OddFilesTest {
  private static final Map<String, Reason> REFUSED =
      Map.of(
          "truncated.jpg", Reason.DAMAGED,
          "header-only.jpg", Reason.DAMAGED,
          "zero-bytes.jpg", Reason.EMPTY,
          "notes.jpg", Reason.NOT_AN_IMAGE,
          "html.png", Reason.NOT_AN_IMAGE,
          "bad-crc.png", Reason.DAMAGED,
          "truncated.png", Reason.DAMAGED,
          "bomb-header.png", Reason.TOO_LARGE,
          "huge-header.jpg", Reason.TOO_LARGE);

  @TestFactory
  Stream<DynamicTest> everyFileOfTheList() throws IOException {
    Path list = TestData.require("odd/LIST.csv");
    List<String> rows = Files.readAllLines(list);
    return rows.stream()
        .skip(1)
        .map(OddFilesTest::fields)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get(0), () -> check(list.resolveSibling(row.get(0)), row.get(3))));
  }

  private static void check(Path file, String size) throws IOException {
    Reason refused = REFUSED.get(String.valueOf(file.getFileName()));
    if (refused != null) {
      assertThatThrownBy(() -> Image.read(file).close())
          .isInstanceOfSatisfying(
              UnreadableImageException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(refused);
                assertThat(e.oneLine()).contains(file.toString());
              });
      return;
    }
    Matcher sides = Pattern.compile("(\\d+)x(\\d+)").matcher(size);
    assertThat(sides.find()).isTrue();
    ImageHeader header = ImageHeader.of(Files.readAllBytes(file), file.toString());
    assertThat(header.width()).isEqualTo(Integer.parseInt(sides.group(1)));
    assertThat(header.height()).isEqualTo(Integer.parseInt(sides.group(2)));
    try (Image image = Image.read(file)) {
      assertThat(image.width()).isEqualTo(header.uprightWidth());
      assertThat(image.height()).isEqualTo(header.uprightHeight());
      assertThat(image.pixels().remaining()).isEqualTo(image.width() * image.height() * 3);
    }
  }

  private static List<String> fields(String row) {
    Matcher field = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)").matcher(row);
    return field
        .results()
        .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
        .toList();
  }
}
