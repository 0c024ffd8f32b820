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

/** {@code data check} of a YOLO data set: leaves of two kinds, a box around each. */
class DataCheckObjectsTest {
  @TempDir Path dir;
  private Path data;

  @BeforeEach
  void drawLeaves() throws IOException {
    Path plain = dir.resolve("plain");
    data = dir.resolve("data");
    Invocation.here("data", "synthesize", "leaves", "--per-class", "26", "--out", plain + "");
    List<Path> kinds;
    try (Stream<Path> folders = Files.list(plain)) {
      kinds = folders.filter(Files::isDirectory).sorted().limit(2).toList();
    }
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("data.yaml"),
        "path: .\ntrain: images/train\nval: images/val\nnames: [a, b]\n");
    for (int kind = 0; kind < kinds.size(); kind++) {
      List<Path> leaves;
      try (Stream<Path> files = Files.list(kinds.get(kind))) {
        leaves = files.sorted().toList();
      }
      for (int i = 0; i < leaves.size(); i++) {
        add(i < 20 ? "train" : "val", kind + "-" + i, leaves.get(i), kind + " 0.5 0.5 0.7 0.6\n");
      }
    }
  }

  private void add(String split, String name, Path picture, String text) throws IOException {
    Path image = data.resolve("images").resolve(split).resolve(name + ".jpg");
    Path label = data.resolve("labels").resolve(split).resolve(name + ".txt");
    Files.createDirectories(image.getParent());
    Files.createDirectories(label.getParent());
    Files.copy(picture, image);
    Files.writeString(label, text);
  }

  private Path picture(String split, String name) {
    return data.resolve("images").resolve(split).resolve(name + ".jpg");
  }

  @Test
  void aCleanDataSetEndsWithZero() {
    Invocation answer =
        Invocation.here("data", "check", data + "", "--name", "c", "--out", dir + "");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .contains("52 pictures with 52 objects of 2 classes (yolo), 52 readable", "nothing found")
        .containsPattern("a +20 +6 +26 +26");
    assertThat(dir.resolve("c/report.html")).content().contains("Where", "<svg", "Nothing.");
  }

  @Test
  void faultsAreNamedShownWrittenAndMended() throws IOException {
    add("val", "copy", picture("train", "0-3"), "1 0.3 0.3 0.2 0.2\n");
    add("train", "twice", picture("train", "0-4"), "0 0.5 0.5 0.7 0.6\n");
    Path labels = data.resolve("labels/train");
    Files.writeString(labels.resolve("0-5.txt"), "0 0.5 0.5 0.7 0.6\n0 0.5 half 0.7 0.6\n");
    Files.writeString(labels.resolve("0-6.txt"), "0 0.5 0.5 0.7 0.6\n1 0.5 0.5 0.7 0.61\n");
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
            "--name",
            "c",
            "--out",
            dir + "");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(answer.err()).contains("0-5.txt:2: text where a number belongs");
    JsonNode json = new ObjectMapper().readTree(answer.out());
    assertThat(json.get("serious").asBoolean()).isTrue();
    assertThat(json.get("counts").get("copy-across-splits").asInt()).isEqualTo(1);
    assertThat(json.get("counts").get("two-annotations").asInt()).isEqualTo(1);
    assertThat(json.get("counts").get("copy").asInt()).isEqualTo(1);
    assertThat(json.get("counts").get("two-classes").asInt()).isEqualTo(1);
    assertThat(json.get("boxes").get("per_picture")).hasSize(3);
    List<String> findings = Files.readAllLines(dir.resolve("c/findings.csv"));
    assertThat(findings.get(0))
        .isEqualTo("finding,severity,path,split,class,other path,score,note,box");
    assertThat(findings)
        .anyMatch(line -> line.matches("two-classes,warning,train/0-6.jpg,train,b,.*[\\d. ]+"))
        .anyMatch(line -> line.startsWith("bad-annotation,serious,") && line.contains("0-5.txt:2"));
    assertThat(dir.resolve("c/report.html"))
        .content()
        .contains("Copies with different objects", "data:image/jpeg;base64,");
    // Both of the two with different objects, and one of the two that are the same.
    assertThat(Files.readAllLines(fix))
        .hasSize(1 + 54 - 3)
        .startsWith("path,split")
        .contains("train/0-4.jpg,train")
        .noneMatch(line -> line.contains("copy") || line.contains("0-3.jpg"));
    Invocation converted =
        Invocation.here(
            "data",
            "convert",
            data + "",
            "--to",
            "coco",
            "--split-file",
            fix + "",
            "--out",
            dir.resolve("mended") + "");
    assertThat(converted.out()).as(converted.toString()).startsWith("51 pictures, 52 objects");
    assertThat(converted.err()).contains("3 pictures: ", "not in the split");
    assertThat(
            Invocation.here("data", "check", dir.resolve("mended") + "", "--from", "coco").code())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aBackboneIsRefused() {
    Invocation answer = Invocation.here("data", "check", data + "", "-m", "any");
    assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(answer.err()).contains("a backbone for a data set with objects");
  }
}
