package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli data preview} and {@code ocelli data augment}. */
class EnlargeTest {
  @TempDir static Path sets;
  @TempDir Path folder;

  @BeforeAll
  static void draw() {
    draw("shapes", "--count", "10", "--size", "96", "--format", "coco");
    draw("leaves", "--per-class", "2", "--image-size", "64");
  }

  private static void draw(String kind, String... more) {
    String[] args =
        Stream.concat(
                Stream.of("data", "synthesize", kind, "--out", sets.resolve(kind).toString()),
                Arrays.stream(more))
            .toArray(String[]::new);
    Invocation drawn = Invocation.here(args);
    assertThat(drawn.code()).as(drawn.err()).isEqualTo(ExitCode.DONE);
  }

  private Invocation data(String command, String set, String... more) {
    return Invocation.here(
        Stream.concat(Stream.of("data", command, sets.resolve(set).toString()), Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static Map<String, Integer> files(Path root) throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("args.yaml")) {
          files.put(
              root.relativize(file).toString().replace('\\', '/'),
              Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  void aSheetHasARowForEachPicture() throws IOException {
    Path sheet = folder.resolve("Blätter 葉.png");
    Invocation done =
        data(
            "preview",
            "shapes",
            "--augment",
            "detector",
            "--count",
            "3",
            "--variants",
            "2",
            "--size",
            "64",
            "-o",
            sheet.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.err()).contains("3 of 6 pictures, 2 variants each", "mosaic p=0.5", "seed 42");
    try (Image picture = Image.read(sheet)) {
      assertThat(picture.width()).isEqualTo(8 + 3 * (64 + 8));
      assertThat(picture.height()).isGreaterThan(3 * 64);
    }
    byte[] first = Files.readAllBytes(sheet);
    data(
        "preview",
        "shapes",
        "--augment",
        "detector",
        "--count",
        "3",
        "--variants",
        "2",
        "--size",
        "64",
        "--threads",
        "1",
        "-o",
        sheet.toString());
    assertThat(Files.readAllBytes(sheet)).isEqualTo(first);
    Invocation mixed =
        data(
            "preview",
            "leaves",
            "--augment",
            "cutmix",
            "--count",
            "2",
            "-o",
            folder.resolve("l.jpg").toString());
    assertThat(mixed.code()).as(mixed.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aBrokenPictureIsNamedAndTheInputIsSafe() throws IOException {
    Path leaves = folder.resolve("leaves");
    Path rust = Files.createDirectories(leaves.resolve("rust"));
    Path good = rust.resolve("good.jpg");
    Files.copy(sets.resolve("leaves/rust/leaf-00001.jpg"), good);
    byte[] bytes = Files.readAllBytes(good);
    Path blight = Files.createDirectories(leaves.resolve("blight"));
    Files.copy(sets.resolve("leaves/blight/leaf-00001.jpg"), blight.resolve("other.jpg"));
    Files.write(rust.resolve("half.jpg"), Arrays.copyOf(bytes, bytes.length / 2));
    String out = folder.resolve("p.png").toString();
    Invocation done = Invocation.here("data", "preview", leaves.toString(), "-o", out);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(done.err()).contains("failed: ", "half.jpg").doesNotContain("Exception");
    Invocation over = Invocation.here("data", "preview", leaves.toString(), "-o", good.toString());
    assertThat(over.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(over.err()).contains("an input would be written over");
    assertThat(Files.readAllBytes(good)).isEqualTo(bytes);
    String more = folder.resolve("more").toString();
    Invocation larger = Invocation.here("data", "augment", leaves.toString(), "-o", more);
    assertThat(larger.code()).as(larger.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(larger.err()).contains("failed: ", "half.jpg");
    assertThat(larger.out()).startsWith("4 pictures, 2 of them changed copies");
  }

  @Test
  void wrongUseIsSaid() {
    for (String command : new String[] {"preview", "augment"}) {
      String out = folder.resolve("out.png").toString();
      assertThat(Invocation.here("data", command).code()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(data(command, "leaves").err()).contains("the result would go nowhere");
      assertThat(data(command, "absent", "-o", out).code()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(data(command, "leaves", "--augment", "hfilp", "-o", out).err())
          .contains("did you mean 'hflip'");
      assertThat(data(command, "leaves", "--augment", "qqqq", "-o", out).err())
          .contains("ocelli data augment --list");
      Invocation list = Invocation.here("data", command, "--list");
      assertThat(list.code()).isEqualTo(ExitCode.DONE);
      assertThat(list.out()).contains("  hflip", "'ocelli data " + command + " --explain NAME'");
      Invocation explained = Invocation.here("data", command, "--explain", "rotate");
      assertThat(explained.out()).contains("rotate (", "  max ", "  p ", "Example:");
      assertThat(Invocation.here("data", command, "--explain", "rotat").err())
          .contains("unknown change", "did you mean 'rotate'");
    }
    assertThat(data("preview", "leaves", "-o", folder.resolve("x.xyz").toString()).code())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(
            data("augment", "leaves", "--splits", "trian", "-o", folder.resolve("y").toString())
                .err())
        .contains("did you mean 'train'");
    assertThat(
            data("augment", "leaves", "--augment", "mixup", "-o", folder.resolve("y").toString())
                .err())
        .contains("no format holds a class with a weight");
    assertThat(data("augment", "leaves", "-o", sets.resolve("leaves/more").toString()).err())
        .contains("become part of the data set");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void copiesDoNotDependOnThreads() throws IOException {
    String[] threads = {"1", "2", "7"};
    for (String number : threads) {
      Invocation done =
          data(
              "augment",
              "shapes",
              "--augment",
              "detector",
              "--copies",
              "2",
              "--threads",
              number,
              "-o",
              folder.resolve(number).toString());
      assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
      assertThat(done.out()).startsWith("22 pictures, 12 of them changed copies");
    }
    Map<String, Integer> one = files(folder.resolve("1"));
    assertThat(one).containsKey("train/shapes-00001_aug2.jpg").hasSize(22 + 3);
    assertThat(files(folder.resolve("2"))).isEqualTo(one);
    assertThat(files(folder.resolve("7"))).isEqualTo(one);
    files(sets.resolve("shapes"))
        .forEach(
            (name, bytes) -> {
              if (name.endsWith(".jpg")) {
                assertThat(one).containsEntry(name, bytes);
              }
            });
    assertThat(folder.resolve("1/args.yaml"))
        .content()
        .contains("augment: detector", "seed: 42", "\n# of ");
    JsonNode coco =
        new ObjectMapper().readTree(folder.resolve("1/annotations/instances_train.json").toFile());
    Set<Long> ids = new HashSet<>();
    coco.get("annotations").forEach(a -> assertThat(ids.add(a.get("id").asLong())).isTrue());
    assertThat(ids).hasSizeGreaterThan(10);
  }

  @Test
  void rareClassesCatchUp() throws IOException {
    Path uneven = folder.resolve("uneven");
    for (String kind : new String[] {"rust", "healthy"}) {
      Path from = sets.resolve("leaves").resolve(kind);
      Path to = Files.createDirectories(uneven.resolve(kind));
      Files.copy(from.resolve("leaf-00001.jpg"), to.resolve("leaf-00001.jpg"));
      if (kind.equals("rust")) {
        for (int i = 0; i < 4; i++) {
          Files.copy(from.resolve("leaf-00002.jpg"), to.resolve("b" + i + ".jpg"));
        }
      }
    }
    Path even = folder.resolve("even");
    Invocation done =
        Invocation.here(
            "data", "augment", uneven.toString(), "--balance", "--copies", "0", "-o", even + "");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).startsWith("10 pictures, 4 of them changed copies");
    assertThat(even.resolve("healthy/leaf-00001_aug4.jpg")).exists();
    Invocation only =
        Invocation.here(
            "data",
            "augment",
            uneven.toString(),
            "--no-originals",
            "--format",
            "csv",
            "-o",
            folder.resolve("only").toString());
    assertThat(only.out()).as(only.err()).startsWith("6 pictures, 6 of them changed copies");
  }
}
