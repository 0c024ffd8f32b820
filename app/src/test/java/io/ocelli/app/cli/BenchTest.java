package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.testing.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static String digits() {
    return TestData.require("models/mnist-opt.onnx").toString();
  }

  @TempDir Path folder;

  @Test
  void twoModelsAreMeasuredInTurns() throws Exception {
    Path file = folder.resolve("timing.json");
    Invocation told =
        Invocation.here(
            "bench",
            "-m",
            digits(),
            "--vs",
            digits(),
            "--seconds",
            "0.05",
            "--rounds",
            "1",
            "--batch",
            "1,2",
            "--format",
            "json",
            "--save",
            file.toString());
    assertThat(told.code()).as(told.err()).isZero();
    JsonNode tree = new ObjectMapper().readTree(Files.readString(file));
    assertThat(tree.path("models")).hasSize(2);
    JsonNode run = tree.path("models").get(0).path("one_picture").path("run");
    assertThat(run.path("p50_ms").asDouble()).isPositive();
    assertThat(run.path("p99_ms").asDouble()).isGreaterThanOrEqualTo(run.path("p50_ms").asDouble());
  }

  @Test
  void theTableNamesEveryStage() {
    Invocation told =
        Invocation.here("bench", "-m", digits(), "--seconds", "0.05", "--rounds", "1");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("load ", "first answer", "decode", "preprocess", "run", "whole", "batch 1")
        .contains("its batch is fixed at 1");
  }

  @Test
  void whatCannotBeMeasuredIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    Invocation none = Invocation.here("bench", "-m", digits(), "--images", text.toString());
    assertThat(none.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(none.err()).contains("no picture there can be read", "notes.txt");
    Invocation zero = Invocation.here("bench", "-m", digits(), "--seconds", "0");
    assertThat(zero.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(zero.err()).contains("--seconds");
    Invocation format = Invocation.here("bench", "-m", digits(), "--format", "jsn");
    assertThat(format.err()).contains("did you mean 'json'");
  }
}
