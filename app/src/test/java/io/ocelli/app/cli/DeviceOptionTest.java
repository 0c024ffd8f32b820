package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocelli.image.Image;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.Devices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --device}: what is asked for is used or refused, and what is chosen is said. */
class DeviceOptionTest {
  @TempDir Path folder;
  private String model = "";
  private String picture = "";

  @BeforeEach
  void oneRedPicture() throws IOException {
    Path file = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, file);
    }
    model = file.toString();
    Path red = folder.resolve("red.png");
    try (Image image = Image.blank(40, 30, 10, 20, 240)) {
      image.write(red);
    }
    picture = red.toString();
  }

  @Test
  void aBareMachineRefusesCudaAtOnceAndSaysWhatIsMissing() throws Exception {
    assumeTrue(Devices.problem(Device.cuda(0)).isPresent(), "there is no GPU that works");
    Invocation refused =
        Invocation.apart("classify", picture, "-m", model, "--device", "cuda", "--quiet");
    assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .startsWith("error: CUDA cannot be used: cuda:0: ")
        .contains("\n  from: --device\n", "\n  try:  ", "or use --device cpu")
        .contains("libcuda");
  }

  @Test
  void autoSaysInOneLineWhatIsUsedAndWhy() {
    Invocation auto = Invocation.here("classify", picture, "-m", model);
    assertThat(auto.code()).isEqualTo(ExitCode.DONE);
    assertThat(auto.err().lines().filter(line -> line.startsWith("device: ")))
        .singleElement()
        .asString()
        .containsPattern("^device: (cpu|cuda:0) \\(auto: .*\\)$");
    assertThat(Invocation.here("classify", picture, "-m", model, "--quiet").err()).isEmpty();
    assertThat(Invocation.here("classify", picture, "-m", model, "--device", "cpu").err())
        .doesNotContain("device: ");
    assertThat(Invocation.here("classify", picture, "-m", model, "--device", "cpu", "-v").err())
        .contains("device: cpu\n");
  }

  @Test
  void everyCommandWithAModelRefusesADeviceThatIsNotThere() throws IOException {
    assumeTrue(Devices.problem(new Device(Device.Kind.OPENVINO, 0)).isPresent(), "OpenVINO works");
    Files.copy(Path.of(picture), Files.createDirectory(folder.resolve("red")).resolve("1.png"));
    Files.copy(Path.of(picture), Files.createDirectory(folder.resolve("rot")).resolve("2.png"));
    String[][] commands = {
      {"classify", picture, "-m", model},
      {"evaluate", "-m", model, "--data", folder.toString()},
      {"train", "classifier", "--data", folder.toString(), "--mode", "head", "--backbone", model},
      {"data", "check", folder.toString(), "--backbone", model},
    };
    for (String[] command : commands) {
      String[] asked = java.util.Arrays.copyOf(command, command.length + 2);
      asked[command.length] = "--device";
      asked[command.length + 1] = "openvino";
      Invocation refused = Invocation.here(asked);
      assertThat(refused.err())
          .as(String.join(" ", asked))
          .contains("error: OpenVINO cannot be used: openvino: ")
          .doesNotContain("device: cpu");
      assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
    }
  }
}
