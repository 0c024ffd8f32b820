package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code classify} that acts on what it finds: which answers count, and where pictures go. */
class SortingTest {
  private static final FileTime TIME = FileTime.fromMillis(1_234_567_890_000L);

  @TempDir Path folder;
  private Path pictures;
  private Path sorted;
  private String model = "";

  @BeforeEach
  void pictures() throws IOException {
    Path file = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, file);
    }
    model = file.toString();
    sorted = folder.resolve("sorted");
    pictures = Files.createDirectories(folder.resolve("p/one")).getParent();
    paint("one/a.png", 10, 20, 240);
    paint("b.png", 10, 240, 20);
    paint("a.png", 10, 20, 200);
    paint("c.png", 100, 101, 102);
  }

  private void paint(String name, int blue, int green, int red) throws IOException {
    Path file = pictures.resolve(name);
    try (Image image = Image.blank(40, 30, blue, green, red)) {
      image.write(file);
    }
    Files.setLastModifiedTime(file, TIME);
  }

  private Invocation classify(Object source, String... more) {
    List<String> args = new ArrayList<>(List.of("classify", source.toString(), "-m", model, "-q"));
    args.addAll(List.of(more));
    return Invocation.here(args.toArray(String[]::new));
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.startsWith("undo-"))
          .sorted()
          .toList();
    }
  }

  private Path undoFile() throws IOException {
    try (Stream<Path> all = Files.list(sorted)) {
      return all.filter(file -> file.getFileName().toString().startsWith("undo-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aPictureThatNoClassIsSureOfIsUnknown() {
    Invocation done =
        classify(pictures, "--format", "csv", "--top", "2", "--min-confidence", "0.4");
    List<String> lines =
        done.out().lines().filter(line -> line.contains("c.png")).map(SortingTest::tail).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("1,-1,unknown,0.3");
    assertThat(lines.get(1)).startsWith("2,0,red,0.3");
    assertThat(done.out()).contains("b.png,1,1,green,0.");
    assertThat(classify(pictures, "--min-confidence", "40").err())
        .contains("not a probability: 40");
  }

  private static String tail(String line) {
    return line.substring(line.indexOf(".png,") + 5);
  }

  @Test
  void filtersKeepPicturesByTheirFirstLabel() {
    assertThat(sources("--filter", "label=green")).containsExactly("b.png");
    assertThat(sources("--filter", "label=green", "--filter", "label=red"))
        .containsExactly("a.png", "b.png", "c.png", "a.png");
    assertThat(sources("--filter", "label!=red")).containsExactly("b.png");
    assertThat(sources("--filter", "probability<0.4")).containsExactly("c.png");
    assertThat(sources("--min-confidence=0.4", "--filter", "label=unknown"))
        .containsExactly("c.png");
    Invocation near = classify(pictures, "--filter", "label=gren");
    assertThat(near.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(near.err()).contains("no such class: gren", "did you mean 'green'");
    assertThat(classify(pictures, "--filter", "label>3").err()).contains("not a filter: label>3");
    assertThat(classify(pictures, "--filter", "label=unknown").err())
        .contains("add --min-confidence");
  }

  private List<String> sources(String... filter) {
    List<String> args = new ArrayList<>(List.of("--format", "csv", "--top", "1"));
    args.addAll(List.of(filter));
    Invocation done = classify(pictures, args.toArray(String[]::new));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    return done.out()
        .lines()
        .skip(1)
        .map(line -> Path.of(line.substring(0, line.indexOf(','))).getFileName().toString())
        .toList();
  }

  @Test
  void movesIntoClassFoldersAndBack() throws IOException {
    List<String> before = files(pictures);
    Path clash = Files.createDirectories(sorted.resolve("red")).resolve("c.png");
    Files.writeString(clash, "another file");
    Invocation plan = classify(pictures, "--move-to", sorted.toString(), "--dry-run");
    assertThat(plan.out().lines()).hasSize(4).allMatch(line -> line.startsWith("move "));
    assertThat(files(pictures)).isEqualTo(before);

    Invocation done = classify(pictures, "--move-to", sorted.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(files(pictures)).isEmpty();
    assertThat(files(sorted))
        .containsExactly("green/b.png", "red/a-2.png", "red/a.png", "red/c-2.png", "red/c.png");
    assertThat(Files.getLastModifiedTime(sorted.resolve("red/a-2.png"))).isEqualTo(TIME);
    assertThat(clash).hasContent("another file");
    for (String line : plan.out().lines().toList()) {
      assertThat(Path.of(line.substring(line.indexOf(" -> ") + 4))).exists();
    }

    Path undo = undoFile();
    Invocation back = Invocation.here("undo", undo.toString());
    assertThat(back.err()).contains("4 pictures are as they were");
    assertThat(files(pictures)).isEqualTo(before);
    assertThat(files(sorted)).containsExactly("red/c.png");
    assertThat(undo).doesNotExist();
  }

  @Test
  void copiesOutOfArchivesAndNeverTwice() throws IOException {
    Path zip = folder.resolve("some.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("in/z.png"));
      out.write(Files.readAllBytes(pictures.resolve("b.png")));
      out.closeEntry();
    }
    assertThat(classify(zip, "--copy-to", sorted.toString()).code()).isEqualTo(ExitCode.DONE);
    assertThat(classify(zip, "--copy-to", sorted.toString()).code()).isEqualTo(ExitCode.DONE);
    assertThat(files(sorted)).containsExactly("green/z.png");
    Invocation moved = classify(zip, "--move-to", sorted.toString());
    assertThat(moved.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(moved.err()).contains("cannot be moved; use --copy-to");
    Files.writeString(sorted.resolve("green/z.png"), "changed");
    Invocation back = Invocation.here("undo", undoFile().toString());
    assertThat(back.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(back.err()).contains("it was changed since");
    assertThat(files(sorted)).containsExactly("green/z.png");
  }

  @Test
  void theFolderOfTheClassesIsNoSourceOfItself() throws IOException {
    Path inside = pictures.resolve("sorted");
    assertThat(classify(pictures, "--copy-to", inside.toString()).code()).isEqualTo(ExitCode.DONE);
    List<String> once = files(inside);
    assertThat(once).hasSize(4);
    Invocation again = classify(pictures, "--format", "csv", "--copy-to", inside.toString());
    assertThat(again.out().lines()).hasSize(1 + 4 * 3).noneMatch(line -> line.contains("sorted"));
    assertThat(files(inside)).isEqualTo(once);
  }

  @Test
  void optionsThatDoNotGoTogetherAreSaid() {
    assertThat(classify(pictures, "--dry-run").err()).contains("nothing to try: --dry-run");
    assertThat(classify(pictures, "--move-to", "x", "--copy-to", "y").err())
        .contains("either moved or copied");
    assertThat(classify(pictures, "--move-to", "x", "--resume", "--save", "y.csv").err())
        .contains("a job that moves its pictures cannot be gone on with");
    assertThat(classify(pictures, "--format", "csv", "--save", "x.db").err())
        .contains("the name of the file tells another format: x.db is sqlite, not csv");
    assertThat(classify(pictures, "--format", "sqlite").err()).contains("a database is a file");
  }
}
