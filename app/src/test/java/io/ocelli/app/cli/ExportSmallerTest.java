package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli export --int8} and {@code --fp16}: what is refused. */
class ExportSmallerTest {
  @TempDir Path folder;

  private void refused(int code, String problem, String remedy, String... words) {
    Invocation done = Invocation.here(words);
    assertThat(done.code()).as(done.err()).isEqualTo(code);
    assertThat(done.err()).contains(problem, remedy);
    assertThat(folder.resolve("out.onnx")).doesNotExist();
  }

  @Test
  void wrongUsesAreNamed() throws IOException {
    Path model = folder.resolve("qdq.onnx");
    Files.copy(TestData.require("models/mobilenetv2-12-qdq.onnx"), model);
    String file = model.toString();
    String to = folder.resolve("out.onnx").toString();
    int usage = ExitCode.WRONG_USAGE;
    refused(usage, "int8 needs pictures", "add --calibrate DIR", "export", file, "--int8");
    refused(usage, "not both", "give one of them", "export", file, "--int8", "--fp16");
    refused(usage, "stands alone", "add --int8", "export", file, "--fp16", "--calibrate", "x");
    refused(usage, "stands alone", "add --int8 or --fp16", "export", file, "--force");
    refused(usage, "not a training run", "--int8 or --fp16", "export", file, "--to", to);
    refused(
        ExitCode.NOT_DONE,
        "quantised already",
        "give the float model",
        "export",
        file,
        "--fp16",
        "--to",
        to);
  }
}
