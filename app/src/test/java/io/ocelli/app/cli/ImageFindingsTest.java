package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ocelli image} measures: JSON lines, CSV, the table. */
class ImageFindingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** {@code one.png} has one white box of 20x10 pixels, {@code two.png} has two. */
  @BeforeEach
  void pictures() throws IOException {
    boxes("one.png", new Box(10, 20, 30, 30));
    boxes("two.png", new Box(10, 20, 30, 30), new Box(40, 50, 90, 90));
    Files.writeString(folder.resolve("x.png"), "words");
  }

  private void boxes(String name, Box... boxes) {
    try (Image image = Image.blank(100, 100, 0, 0, 0)) {
      for (Box box : boxes) {
        Canvas.on(image).fillRectangle(box, Rgb.parse("white").orElseThrow(), 1);
      }
      image.write(folder.resolve(name));
    }
  }

  private String p(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void jsonLinesAreAsTheyAreDocumented() throws IOException {
    Invocation done = Invocation.here("image", p(""), "gray | components", "--json");
    assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(4);
    JsonNode one = JSON.readTree(lines.get(0));
    assertThat(one.properties().stream().map(Map.Entry::getKey).limit(3))
        .containsExactly("source", "operation", "step");
    assertThat(one.get("source").asText()).isEqualTo(p("one.png"));
    assertThat(one.get("operation").asText()).isEqualTo("components");
    assertThat(one.get("step").asInt()).isEqualTo(2);
    assertThat(one.get("area").asInt()).isEqualTo(200);
    assertThat(one.get("box").toString()).isEqualTo("[10,20,30,30]");
    assertThat(one.get("centroid").toString()).isEqualTo("[19.5,24.5]");
    JsonNode failed = JSON.readTree(lines.get(3));
    assertThat(failed.properties().stream().map(Map.Entry::getKey))
        .containsExactly("source", "error");
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing is written").hasSize(3);
    }
  }

  @Test
  void jsonTakesAFileAndNotThePipeline() throws IOException {
    Invocation first = Invocation.here("image", p("two.png"), "--json", "components");
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
    assertThat(first.out().lines()).hasSize(2);
    Invocation file =
        Invocation.here(
            "image", p("two.png"), "components", "--json", p("f.jsonl"), "-o", p("drawn.png"));
    assertThat(file.code()).isEqualTo(ExitCode.DONE);
    assertThat(file.out()).isEmpty();
    assertThat(folder.resolve("f.jsonl")).content().isEqualTo(first.out());
    assertThat(folder.resolve("drawn.png")).exists();
    Invocation other = Invocation.here("image", p("two.png"), "components", "--json=f.txt");
    assertThat(other.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(other.err()).contains("not a name for JSON lines: f.txt");
  }

  @Test
  void csvHasAColumnForEachNumber() throws IOException {
    Invocation done =
        Invocation.here(
            "image",
            p("one.png"),
            p("two.png"),
            "components | threshold method=otsu",
            "--csv",
            p("f.csv"));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    List<String> lines = Files.readAllLines(folder.resolve("f.csv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "source,operation,step,part,number,area,box_x1,box_y1,box_x2,box_y2,"
                + "centroid_x,centroid_y,value");
    assertThat(lines).hasSize(1 + 1 + 1 + 2 + 1);
    assertThat(lines.get(1))
        .startsWith(p("one.png") + ",components,1,,1,200,10,20,30,30,19.5,24.5,");
    assertThat(lines.get(2)).startsWith(p("one.png") + ",threshold,2,,,,,,,,,,");
  }

  @Test
  void withoutAFileThereIsATableOfCounts() {
    Invocation done = Invocation.here("image", p(""), "components");
    assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("source ").endsWith("  components");
    assertThat(lines.get(1)).startsWith(p("one.png")).endsWith(" 1");
    assertThat(lines.get(2)).startsWith(p("two.png")).endsWith(" 2");
    assertThat(lines.get(3)).startsWith(p("x.png")).endsWith(" failed");
    assertThat(lines.get(4)).startsWith("all ").endsWith(" 3");
    assertThat(lines.get(1)).hasSameSizeAs(lines.get(0));
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 60; i++) {
      Files.copy(folder.resolve(i % 2 == 0 ? "one.png" : "two.png"), many.resolve(i + ".png"));
    }
    Invocation one =
        Invocation.here("image", many.toString(), "components", "--json", "--threads", "1");
    Invocation four =
        Invocation.here("image", many.toString(), "components", "--json", "--threads", "4");
    assertThat(four.out()).isEqualTo(one.out());
    assertThat(one.out().lines()).hasSize(90);
  }
}
