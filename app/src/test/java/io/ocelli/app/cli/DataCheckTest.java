package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {
  @TempDir Path dir;
  private Path data;

  @BeforeEach
  void drawLeaves() {
    Path plain = dir.resolve("plain");
    data = dir.resolve("data");
    Invocation.here("data", "synthesize", "leaves", "--per-class", "14", "--out", plain + "");
    Invocation.here("data", "split", plain + "", "--test", "0", "--out", data + "");
  }

  private Path first(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve(folder))) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void aCleanDataSetEndsWithZero() {
    Invocation answer = Invocation.here("data", "check", data + "");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).contains("70 pictures of 5 classes, 70 readable", "border alone");
    assertThat(answer.out()).doesNotContain("serious");
  }

  @Test
  void seriousFindingsAreShownWrittenAndMended() throws IOException {
    Path original = first("train");
    Path copy = first("val").resolveSibling("copy, \"quoted\".png");
    Files.copy(original, copy);
    Files.writeString(first("val").resolveSibling("broken.jpg"), "text");
    Path fix = dir.resolve("clean.csv");
    Invocation answer =
        Invocation.here(
            "data",
            "check",
            data + "",
            "--format",
            "json",
            "--fix",
            fix + "",
            "--out",
            dir + "",
            "--name",
            "check");
    assertThat(answer.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(answer.err()).contains("failed: val/").contains("2 left out");
    JsonNode json = new ObjectMapper().readTree(answer.out());
    assertThat(json.get("serious").asBoolean()).isTrue();
    assertThat(json.get("counts").get("broken").asInt()).isEqualTo(1);
    assertThat(json.get("counts").get("copy-across-splits").asInt()).isEqualTo(1);
    assertThat(json.get("accuracy").get("border").asDouble()).isBetween(0.0, 1.0);
    List<String> findings = Files.readAllLines(dir.resolve("check/findings.csv"));
    assertThat(findings.get(0))
        .isEqualTo("finding,severity,path,split,class,other path,score,note");
    assertThat(findings).anyMatch(line -> line.startsWith("copy-across-splits,serious,\"val/"));
    assertThat(Files.readString(dir.resolve("check/report.html")))
        .contains("data:image/jpeg;base64,", "The same picture in two splits");
    assertThat(Files.readAllLines(fix))
        .hasSize(71)
        .startsWith("path,class,split")
        .noneMatch(line -> line.contains("broken.jpg") || line.contains("copy,"));
    assertThat(Files.exists(copy)).isTrue();
  }

  @Test
  void trainingWarnsOfCopiesUnlessToldNotTo() throws IOException {
    Files.copy(first("train"), first("val").resolveSibling("copy.png"));
    List<String> words =
        List.of(
            "train",
            "classifier",
            "--data",
            data + "",
            "--epochs",
            "1",
            "--out",
            dir + "",
            "--name",
            "run");
    Invocation warned = Invocation.here(words.toArray(String[]::new));
    assertThat(warned.code()).as(warned.toString()).isEqualTo(ExitCode.DONE);
    assertThat(warned.err())
        .contains("warning: the same picture in two splits: 1, the first: train/", "data check");
    Invocation unwarned =
        Invocation.here(
            Stream.concat(words.stream(), Stream.of("--no-check")).toArray(String[]::new));
    assertThat(unwarned.err()).doesNotContain("warning:");
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(Invocation.here("data", "check", dir.resolve("nothing") + "").code())
        .isEqualTo(ExitCode.WRONG_USAGE);
    Invocation model = Invocation.here("data", "check", data + "", "-m", "no-such-model");
    assertThat(model.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(model.err()).contains("no-such-model");
  }

  @Test
  void aSplitByNearCopiesDoesNotCutThem() throws IOException {
    Path plain = dir.resolve("plain");
    Path original;
    try (Stream<Path> files = Files.walk(plain)) {
      original =
          files
              .filter(file -> file.toString().matches(".*\\.(jpg|png)"))
              .sorted()
              .findFirst()
              .get();
    }
    for (int i = 0; i < 12; i++) {
      Files.copy(original, original.resolveSibling("copy" + i + original.getFileName()));
    }
    Path csv = dir.resolve("split.csv");
    Invocation answer =
        Invocation.here("data", "split", plain + "", "--by", "near-copies", "--csv", csv + "");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(ExitCode.DONE);
    assertThat(answer.err()).contains("13 of 82 pictures show the same as others");
    List<String> places =
        Files.readAllLines(csv).stream()
            .filter(line -> line.contains("/copy"))
            .map(line -> line.substring(line.indexOf(',')))
            .distinct()
            .toList();
    assertThat(places).hasSize(1);
    assertThat(Files.readString(dir.resolve("split.yaml"))).contains("by: near-copies");
    Invocation both =
        Invocation.here(
            "data", "split", plain + "", "--by", "near-copies", "--group-folder", "--csv", "x.csv");
    assertThat(both.code()).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
