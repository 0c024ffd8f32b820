package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the model that ships with Ocelli. */
class ModelThatShipsTest {
  @TempDir Path folder;
  private String leaf = "";

  @BeforeEach
  void picture() {
    leaf = folder.resolve("leaf.png").toString();
    try (Image image = Image.blank(60, 40, 40, 150, 60)) {
      image.write(Path.of(leaf));
    }
  }

  @Test
  void answersBeforeAnythingIsSetUp() throws Exception {
    Path home = folder.resolve("home");
    ProcessBuilder builder = Invocation.process("classify", leaf, "--format", "csv");
    builder.environment().put("OCELLI_HOME", home.toString());
    Invocation done = Invocation.run(builder);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).startsWith("source,rank,index,label,probability\n").contains("Corn___");
    assertThat(done.err())
        .contains("embedded:corn answers (-m names another model)", "knows no other plant");
    // From folders of classes, native libraries are unpacked there; the model never is.
    try (Stream<Path> files = Files.exists(home) ? Files.walk(home) : Stream.empty()) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".onnx"));
    }
  }

  @Test
  void isSilentWhenQuietIsWanted() {
    Invocation done = Invocation.here("classify", leaf, "--quiet");
    assertThat(done.code()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).contains("Corn___");
    assertThat(done.err()).isEmpty();
  }

  @Test
  void theArgumentsOfTheRunNameIt() throws IOException {
    String runs = folder.resolve("runs").toString();
    Invocation done = Invocation.here("classify", leaf, "--out", runs, "--save", runs + "/a.jsonl");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("runs/classify/args.yaml"))
        .content()
        .contains("model: embedded:corn");
  }

  @Test
  void wrongInputsAreToldAsWithAnyModel() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "not a picture");
    Invocation unreadable = Invocation.here("classify", leaf, broken.toString());
    assertThat(unreadable.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(unreadable.err()).contains("failed: " + broken + ": this is not a picture");
    assertThat(unreadable.out().lines()).hasSize(2);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Invocation nothing = Invocation.here("classify", empty.toString());
    Invocation asWithAModel = Invocation.here("classify", empty.toString(), "-m", "corn");
    assertThat(nothing.code()).isNotEqualTo(ExitCode.DONE).isEqualTo(asWithAModel.code());
    Invocation absent = Invocation.here("classify", leaf, "-m", "embedded:wheat");
    assertThat(absent.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(absent.err()).startsWith("error: no such model ships with Ocelli: embedded:wheat");
  }

  @Test
  void modelsCommandsKnowIt() {
    assertThat(Invocation.here("models", "list").out())
        .contains("embedded:corn", "classify, 128x128, 4 classes");
    Invocation info = Invocation.here("models", "info", "corn");
    assertThat(info.code()).as(info.err()).isEqualTo(ExitCode.DONE);
    assertThat(info.out())
        .contains("embedded:corn (", "CC0-1.0", "Corn___Common_Rust", "128x128 RGB");
    Invocation removed = Invocation.here("models", "remove", "corn");
    assertThat(removed.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(removed.err()).contains("ships with Ocelli and cannot be removed");
  }

  @Test
  void isMeasuredAndReadByTheOtherCommands() throws IOException {
    Path data = folder.resolve("data");
    for (String label : List.of("Corn___Healthy", "Corn___Blight")) {
      Files.createDirectories(data.resolve(label));
      Files.copy(Path.of(leaf), data.resolve(label).resolve("a.png"));
    }
    String out = folder.resolve("runs").toString();
    Invocation measured =
        Invocation.here("evaluate", "-m", "corn", "--data", data.toString(), "--out", out);
    assertThat(measured.code()).as(measured.err()).isEqualTo(ExitCode.DONE);
    assertThat(measured.out()).contains("of 2 pictures");
    Invocation features = Invocation.here("embed", leaf, "-m", "embedded:corn");
    assertThat(features.code()).as(features.err()).isEqualTo(ExitCode.DONE);
    assertThat(features.out().lines()).hasSize(2);
    Invocation smaller = Invocation.here("export", "embedded:corn");
    assertThat(smaller.code()).as(smaller.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(smaller.err()).startsWith("error: the model that ships with Ocelli is not exported");
  }
}
