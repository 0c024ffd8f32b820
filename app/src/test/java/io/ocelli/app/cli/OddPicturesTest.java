package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.ImageHeader;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of odd/LIST.csv through {@code ocelli image … "gray"} does what the list says. */
class OddPicturesTest {
  /** Those of which the list says that they are reported as damaged, or as no picture. */
  private static final Set<String> REFUSED =
      Set.of(
          "truncated.jpg",
          "header-only.jpg",
          "zero-bytes.jpg",
          "notes.jpg",
          "html.png",
          "bad-crc.png",
          "truncated.png",
          "bomb-header.png",
          "huge-header.jpg");

  @TempDir Path folder;

  @Test
  void theWholeFolder() throws IOException {
    Path list = TestData.require("odd/LIST.csv");
    Path odd = list.getParent();
    Path out = folder.resolve("out");
    Invocation done =
        Invocation.here("image", odd.toString(), "gray", "-o", out.toString(), "--format", "png");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(done.err()).doesNotContain("\tat ", "defect", "Exception");
    List<String> rows = Files.readAllLines(list);
    Set<String> refused = new TreeSet<>();
    int written = 0;
    for (String row : rows.subList(1, rows.size())) {
      String name = row.substring(0, row.indexOf(','));
      Path picture = odd.resolve(name);
      if (REFUSED.contains(name)) {
        refused.add(picture.toString());
        assertThat(done.err()).contains("failed: " + picture + ": ");
        continue;
      }
      ImageHeader before = ImageHeader.of(Files.readAllBytes(picture), name);
      ImageHeader after = ImageHeader.of(Files.readAllBytes(output(out, name)), name);
      assertThat(after.width()).as(name).isEqualTo(before.uprightWidth());
      assertThat(after.height()).as(name).isEqualTo(before.uprightHeight());
      assertThat(after.orientation()).as(name).isEqualTo(1);
      written++;
    }
    assertThat(done.err()).contains(written + " files written");
    Set<String> told =
        Files.readAllLines(out.resolve("errors.csv")).stream()
            .skip(1)
            .map(row -> row.replaceFirst("^\"?(.*?)\"?,.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(refused);
  }

  /** Two pictures of one stem keep their extensions. */
  private static Path output(Path out, String name) {
    Path plain = out.resolve(name.substring(0, name.lastIndexOf('.')) + ".png");
    return Files.exists(plain) ? plain : out.resolve(name + ".png");
  }

  @Test
  void theirFacts() throws IOException {
    Path odd = TestData.require("odd/LIST.csv").getParent();
    Invocation info = Invocation.here("image", "info", odd.toString());
    assertThat(info.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(info.err().lines().filter(line -> line.startsWith("failed: "))).hasSize(9);
    assertThat(info.err()).doesNotContain("\tat ", "defect");
    String gif = Invocation.here("image", "info", odd.resolve("animated.gif").toString()).out();
    assertThat(gif).contains("GIF", "180x101 pixels", "frames    6");
    String tiff =
        Invocation.here("image", "info", odd.resolve("multipage.tiff").toString(), "--json").out();
    assertThat(tiff).contains("\"format\":\"tiff\"", "\"frames\":3", "\"dominant_colors\":[");
    String turned =
        Invocation.here("image", "info", odd.resolve("Landscape_6.jpg").toString()).out();
    assertThat(turned).contains("1800x1200 pixels (stored 1200x1800, EXIF orientation 6)");
  }
}
