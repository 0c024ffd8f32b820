package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.ImageHeader;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.OperationSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli image}: what goes in, what comes out, under which names. */
class ImageCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void pictures() throws IOException {
    paint(Files.createDirectories(folder.resolve("in/deep/er")).resolve("c.JPG"));
    paint(folder.resolve("in/a.png"));
    paint(folder.resolve("in/лист 🍅.webp"));
    Files.writeString(folder.resolve("in/notes.txt"), "no picture by its name");
  }

  private static void paint(Path file) {
    try (Image image = Image.blank(40, 30, 10, 20, 240)) {
      image.write(file);
    }
  }

  private Invocation image(String... args) {
    List<String> all = new ArrayList<>(List.of("image"));
    all.addAll(List.of(args));
    return Invocation.here(all.toArray(String[]::new));
  }

  private String p(String name) {
    return folder.resolve(name).toString();
  }

  private static ImageHeader header(Path file) throws IOException {
    return ImageHeader.of(Files.readAllBytes(file), file.toString());
  }

  private List<String> below(String name) throws IOException {
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void onePictureIntoOneFile() throws IOException {
    Invocation done =
        image(
            p("in/a.png"), "gray | gaussian-blur size=5 | canny low=50 high=150", "-o", p("e.png"));
    assertThat(done.err()).matches(".*e\\.png written in \\d+\\.\\d s\n");
    assertThat(done.code()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).isEmpty();
    assertThat(header(folder.resolve("e.png")).channels()).as("gray stays gray").isEqualTo(1);
    assertThat(image(p("in/a.png"), "gray", "--out", p("f.png"), "-q").err()).isEmpty();
    assertThat(folder.resolve("f.png")).exists();
  }

  @Test
  void aFolderKeepsItsTree() throws IOException {
    Invocation done = image(p("in"), "gray", "-o", p("out/new"));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.err())
        .contains("1 other files are no pictures", "3 of 3 pictures in", "3 files written");
    assertThat(below("out/new")).containsExactly("a.png", "deep/er/c.JPG", "лист 🍅.webp");
    assertThat(header(folder.resolve("out/new/deep/er/c.JPG")).format())
        .isEqualTo(ImageFormat.JPEG);
    assertThat(header(folder.resolve("out/new/лист 🍅.webp")).format()).isEqualTo(ImageFormat.WEBP);
  }

  @Test
  void aFormatChangesTheExtensions() throws IOException {
    assertThat(image(p("in"), "gray", "-o", p("out"), "--format", "jpeg", "--quality", "50").code())
        .isEqualTo(ExitCode.DONE);
    assertThat(below("out")).containsExactly("a.jpg", "deep/er/c.JPG", "лист 🍅.jpg");
    assertThat(header(folder.resolve("out/a.jpg")).format()).isEqualTo(ImageFormat.JPEG);
  }

  @Test
  void archivesListsAndGlobsKeepTheirTreesToo() throws Exception {
    Path zip = folder.resolve("all.zip");
    try (java.util.zip.ZipOutputStream out =
        new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("x/../y/a.png"));
      out.write(Files.readAllBytes(folder.resolve("in/a.png")));
      out.closeEntry();
    }
    assertThat(image(zip.toString(), "gray", "-o", p("zip")).code()).isEqualTo(ExitCode.DONE);
    assertThat(below("zip")).hasSize(1).allMatch(name -> name.endsWith("y/a.png"));
    Path list = Files.writeString(folder.resolve("list.txt"), "in/a.png\nin/deep/er/c.JPG\n");
    assertThat(image("@" + list, "gray", "-o", p("list")).code()).isEqualTo(ExitCode.DONE);
    assertThat(below("list")).containsExactly("in/a.png", "in/deep/er/c.JPG");
    assertThat(image(p("in") + "/**/*.JPG", "gray", "-o", p("glob")).code())
        .isEqualTo(ExitCode.DONE);
    assertThat(below("glob")).containsExactly("deep/er/c.JPG");
  }

  @Test
  void severalFoldersKeepTheirNames() throws IOException {
    Files.createDirectories(folder.resolve("two"));
    paint(folder.resolve("two/a.png"));
    assertThat(image(p("in"), p("two"), "gray", "-o", p("out")).code()).isEqualTo(ExitCode.DONE);
    assertThat(below("out")).contains("in/a.png", "two/a.png", "in/deep/er/c.JPG");
  }

  @Test
  void picturesThatDifferByTheirExtensionKeepIt() throws IOException {
    paint(folder.resolve("in/a.jpg"));
    Invocation done = image(p("in"), "gray", "-o", p("out"), "--format", "png");
    assertThat(done.err()).contains("2 pictures differ by their extensions alone");
    assertThat(below("out"))
        .containsExactly("a.jpg.png", "a.png.png", "deep/er/c.png", "лист 🍅.png");
    assertWrong(
        "two pictures would become the same file",
        p("in/a.png"),
        p("in/a.png"),
        "gray",
        "-o",
        p("out"));
  }

  @Test
  void withoutAPipelinePicturesAreConverted() throws IOException {
    Invocation done = image(p("in/a.png"), "-o", p("a.jpg"));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(header(folder.resolve("a.jpg")).format()).isEqualTo(ImageFormat.JPEG);
    assertThat(image(p("in"), "", "-o", p("out"), "--format", "bmp").code())
        .isEqualTo(ExitCode.DONE);
    assertThat(below("out")).containsExactly("a.bmp", "deep/er/c.bmp", "лист 🍅.bmp");
    Invocation mistyped = image(p("in/a.png"), p("in/b.png"), "-o", p("two"));
    assertThat(mistyped.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(mistyped.err()).contains("failed: " + p("in/b.png") + ": no such file or folder");
  }

  @Test
  void aPipelineWinsOverAFileOfThatName() throws Exception {
    Files.copy(folder.resolve("in/a.png"), folder.resolve("gray"));
    ProcessBuilder both = Invocation.process("image", "in/a.png", "gray", "-o", "one.png");
    both.directory(folder.toFile());
    ProcessBuilder file = Invocation.process("image", "gray", "-o", "two.png");
    file.directory(folder.toFile());
    assertThat(Invocation.run(both).code()).isEqualTo(ExitCode.DONE);
    assertThat(header(folder.resolve("one.png")).channels()).as("made gray").isEqualTo(1);
    assertThat(Invocation.run(file).code()).isEqualTo(ExitCode.DONE);
    assertThat(header(folder.resolve("two.png")).channels()).as("converted").isEqualTo(3);
  }

  @Test
  void whatFailsIsListedAndTheRestIsDone() throws IOException {
    Files.writeString(folder.resolve("in/text.png"), "only words");
    Invocation some = image(p("in"), "gray", "-o", p("out"));
    assertThat(some.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(some.err())
        .contains("failed: " + p("in/text.png") + ": ", "3 of 4 pictures, 1 failed,")
        .doesNotContain("\tat ");
    List<String> errors = Files.readAllLines(folder.resolve("out/errors.csv"));
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).isEqualTo("source,error");
    assertThat(errors.get(1)).startsWith(p("in/text.png") + ",");
    Files.delete(folder.resolve("in/text.png"));
    assertThat(image(p("in"), "gray", "-o", p("out")).code()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("out/errors.csv")).as("of the earlier run").doesNotExist();
  }

  @Test
  void anInputIsNeverWrittenOver() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("in/a.png"));
    assertWrong("an input would be written over", p("in/a.png"), "gray", "-o", p("in/a.png"));
    assertWrong("an input would be written over", p("in/a.png"), "gray", "-o", p("in/../in/a.png"));
    assertWrong("an input would be written over", p("in"), "gray", "-o", p("in"));
    assertWrong("an input would be written over", p("in"), "gray", "-o", p("in") + "/");
    Files.createLink(folder.resolve("hard.png"), folder.resolve("in/a.png"));
    assertWrong("an input would be written over", p("in/a.png"), "gray", "-o", p("hard.png"));
    assertWrong("an input would be written over", p("hard.png"), "gray", "-o", p("in/a.png"));
    assertThat(folder.resolve("in/a.png")).hasBinaryContent(before);
    assertThat(image(p("in"), "gray", "-o", p("in"), "--format", "bmp").code())
        .as("other files in the same folder")
        .isEqualTo(ExitCode.DONE);
    assertThat(below("in")).contains("a.bmp", "a.png");
    assertThat(folder.resolve("in/a.png")).hasBinaryContent(before);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void notThroughALinkEither() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("in/a.png"));
    assertWrong("an input would be written over", p("in/a.png"), "gray", "-o", p("link.png"));
    assertWrong("an input would be written over", p("link.png"), "gray", "-o", p("in/a.png"));
    Files.createSymbolicLink(folder.resolve("same"), folder.resolve("in"));
    assertWrong("an input would be written over", p("in"), "gray", "-o", p("same"));
    Files.createSymbolicLink(folder.resolve("nowhere.png"), folder.resolve("absent.png"));
    assertThat(image(p("in/a.png"), "gray", "-o", p("nowhere.png")).code())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void otherFilesAreReplacedOrKept() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/a.png"), "old");
    Invocation kept = image(p("in"), "gray", "-o", p("out"), "--keep");
    assertThat(kept.err()).contains("2 files written, 1 kept");
    assertThat(folder.resolve("out/a.png")).hasContent("old");
    assertThat(image(p("in"), "gray", "-o", p("out")).code()).isEqualTo(ExitCode.DONE);
    assertThat(header(folder.resolve("out/a.png")).width()).isEqualTo(40);
  }

  @Test
  void resultsInsideTheInputFolderAreNoInputs() throws IOException {
    assertThat(image(p("in"), "gray", "-o", p("in/out")).code()).isEqualTo(ExitCode.DONE);
    Invocation again = image(p("in"), "gray", "-o", p("in/out"));
    assertThat(again.err()).contains("3 pictures in " + p("in/out") + " are results");
    assertThat(below("in/out")).containsExactly("a.png", "deep/er/c.JPG", "лист 🍅.webp");
  }

  @Test
  void aPipelineFromAFile() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("p.yaml"), "- gray\n- gaussian-blur: {size: 5, sigma: 1.5}\n");
    Path text =
        Files.writeString(
            folder.resolve("p.txt"), "# soft\ngray\n| gaussian-blur size=5 sigma=1.5\n");
    assertThat(image(p("in/a.png"), "--pipeline", yaml.toString(), "-o", p("y.png")).code())
        .isEqualTo(ExitCode.DONE);
    assertThat(image(p("in/a.png"), "--pipeline", text.toString(), "-o", p("t.png")).code())
        .isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("y.png"))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("t.png")));
    Path wrong = Files.writeString(folder.resolve("w.yaml"), "- gray\n- gausian-blur\n");
    assertWrong(
        "unknown operation: gausian-blur",
        p("in/a.png"),
        "--pipeline",
        wrong.toString(),
        "-o",
        p("w.png"));
    Path broken = Files.writeString(folder.resolve("b.yaml"), "- gray: [\n");
    assertWrong(
        "the file is no YAML", p("in/a.png"), "--pipeline", broken.toString(), "-o", p("w.png"));
    assertWrong("no such file", p("in/a.png"), "--pipeline", p("p.yml"), "-o", p("w.png"));
    assertWrong(
        "there are two pipelines",
        p("in/a.png"),
        "gray",
        "--pipeline",
        yaml.toString(),
        "-o",
        p("w.png"));
  }

  @Test
  void wrongUsage() throws IOException {
    String a = p("in/a.png");
    assertWrong("unknown operation: gausian-blur", a, "gausian-blur", "-o", p("o.png"));
    assertWrong(
        "not an odd number for size of gaussian-blur: 4",
        a,
        "gaussian-blur size=4",
        "-o",
        p("o.png"));
    assertWrong(
        "out of range for size of gaussian-blur: 501",
        a,
        "gaussian-blur size=501",
        "-o",
        p("o.png"));
    assertWrong(
        "unknown parameter of gaussian-blur: sise", a, "gaussian-blur sise=4", "-o", p("o.png"));
    assertWrong("the result would go nowhere", a, "gray");
    assertWrong("there is no such folder: " + p("missing"), a, "gray", "-o", p("missing/o.png"));
    assertWrong("the name does not say a picture format", a, "gray", "-o", p("o.pgn"));
    assertWrong("pictures of this format are read and not written", a, "gray", "-o", p("o.gif"));
    assertWrong("several pictures do not go into one file", p("in"), "gray", "-o", p("o.png"));
    assertWrong("a file, not a folder", p("in"), "gray", "-o", p("in/notes.txt") + "/");
    assertWrong(
        "the name and the format contradict each other",
        a,
        "gray",
        "-o",
        p("o.png"),
        "--format",
        "jpg");
    assertWrong("no format that is written: gif", a, "gray", "-o", p("o"), "--format", "gif");
    assertWrong("the quality is out of range: 0", a, "gray", "-o", p("o.jpg"), "--quality", "0");
    assertWrong("no such file or folder", p("in/b.png"), "gray", "-o", p("o.png"));
    assertWrong("something is missing");
    assertWrong("something is missing", "gray", "-o", p("o.png"));
    Files.createDirectory(folder.resolve("empty"));
    assertWrong("no pictures: " + p("empty"), p("empty"), "gray", "-o", p("o"));
    assertThat(folder.resolve("o")).as("nothing is made before all is checked").doesNotExist();
  }

  private void assertWrong(String problem, String... args) {
    Invocation wrong = image(args);
    assertThat(wrong.err()).startsWith("error: " + problem);
    assertThat(wrong.err()).contains("\n  from: ", "\n  try:  ").doesNotContain("Exception");
    assertThat(wrong.code()).as(wrong.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.out()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPlaceThatCannotBeWrittenFailsAtOnce() {
    Invocation wrong = image(p("in"), "gray", "-o", "/proc/ocelli");
    assertThat(wrong.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(wrong.err()).contains("error: the output folder cannot be made: /proc/ocelli");
  }

  @Test
  void operationsAreListedAndExplained() throws IOException {
    Invocation list = image("--list");
    assertThat(list.code()).isEqualTo(ExitCode.DONE);
    ObjectMapper json = new ObjectMapper();
    JsonNode all = json.readTree(image("--list", "--json").out());
    assertThat(all).hasSameSizeAs(Catalog.all().operations());
    for (OperationSpec spec : Catalog.all().operations()) {
      assertThat(list.out()).contains("\n  " + spec.name() + " ");
      Invocation explained = image("--explain", spec.name());
      assertThat(explained.code()).isEqualTo(ExitCode.DONE);
      assertThat(explained.out()).contains("\"" + spec.op().example() + "\"");
      spec.parameters().forEach(p -> assertThat(explained.out()).contains("  " + p.name() + " "));
    }
    JsonNode blur = json.readTree(image("--explain", "gaussian-blur", "--json").out());
    assertThat(blur.at("/parameters/0/name").asText()).isEqualTo("size");
    assertThat(blur.at("/parameters/0/default").asText()).isEqualTo("5");
    assertWrong("unknown operation: gausian-blur", "--explain", "gausian-blur");
    assertThat(Invocation.here("completion").out()).contains("gaussian-blur");
  }
}
