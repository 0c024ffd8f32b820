package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli data …}, {@code ocelli models …} and {@code ocelli doctor}. */
class DataAndModelsTest {
  @TempDir Path folder;

  @BeforeEach
  void ownStore() {
    System.setProperty("ocelli.home", folder.resolve("home").toString());
  }

  @AfterEach
  void usersStore() {
    System.clearProperty("ocelli.home");
  }

  @Test
  void drawsCountsAndSplits() throws IOException {
    String leaves = folder.resolve("leaves").toString();
    Invocation drawn =
        Invocation.here(
            "data", "synthesize", "leaves", "--per-class", "4", "--image-size=64", "--out", leaves);
    assertThat(drawn.code()).as(drawn.err()).isEqualTo(ExitCode.DONE);
    assertThat(drawn.out()).isEqualTo(leaves + "\n");

    Invocation info = Invocation.here("data", "info", leaves, "--format", "json");
    assertThat(info.code()).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(info.out()).get("readable").asInt()).isEqualTo(20);

    String split = folder.resolve("split").toString();
    Invocation done =
        Invocation.here("data", "split", leaves, "--val", "0.25", "--test", "0", "--out", split);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out())
        .startsWith("class  ")
        .contains("   train      val     test      all\n")
        .endsWith("       15        5        0       20\n");

    Files.writeString(folder.resolve("split/train/rust/broken.jpg"), "no picture");
    Invocation broken =
        Invocation.here("data", "info", split, "--out", folder.resolve("runs").toString());
    assertThat(broken.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(broken.err()).contains("failed: ", "broken.jpg");
    assertThat(broken.out()).contains("class ", "   train     val     all\n", "broken      1\n");
    assertThat(folder.resolve("runs/info/contact_sheet.png")).isNotEmptyFile();
    assertThat(folder.resolve("runs/info/errors.csv")).content().contains("broken.jpg,");
  }

  @Test
  void wrongDataIsWrongUsage() throws IOException {
    Invocation absent = Invocation.here("data", "info", folder.resolve("absent").toString());
    assertThat(absent.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(absent.err()).startsWith("error: no such folder or archive: ");
    Invocation kind = Invocation.here("data", "synthesize", "leafs");
    assertThat(kind.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(kind.err()).contains("did you mean 'leaves'?");
    Path flat = Files.createDirectory(folder.resolve("flat"));
    Files.writeString(flat.resolve("a.jpg"), "");
    assertThat(Invocation.here("data", "split", flat.toString()).code())
        .isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void keepsModelsByName() throws IOException {
    Path file = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, file);
    }
    assertThat(Invocation.here("models", "list").out())
        .startsWith("embedded:corn ")
        .hasLineCount(1);
    Invocation added = Invocation.here("models", "add", file.toString(), "--name", "colours");
    assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.DONE);
    assertThat(added.out()).isEqualTo("colours\n");
    assertThat(Invocation.here("models", "list").out())
        .startsWith("colours ")
        .contains("classify, 32x32, 3 classes");
    assertThat(Invocation.here("models", "info", "colours").out())
        .contains("input: float32[n,3,32,32]", "sha256", "3: red, green, blue");
    assertThat(Invocation.here("models", "info", "colors").err())
        .contains("did you mean 'colours'?");
    assertThat(Invocation.here("models", "remove", "colours").code()).isEqualTo(ExitCode.DONE);
    assertThat(Invocation.here("models", "remove", "colours").code())
        .isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void theDoctorNamesWhatIsThereAndWhyCudaIsNotUsed() {
    Invocation doctor = Invocation.here("doctor");
    assertThat(doctor.code()).isEqualTo(ExitCode.DONE);
    assertThat(doctor.out())
        .contains("OpenCV          4.", "ONNX Runtime    1.", "oneDNN layers ", "cuda            ")
        .contains(folder.resolve("home").toString())
        .doesNotContain("does not work: ");
  }
}
