package io.ocelli.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.app.report.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Epoch THIRD =
      new Epoch(3, 0.412, 0.873, 0.382, Double.NaN, 1e-3, 411.7, 7.5);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void train(ProgressMode mode) {
    try (TrainingProgress progress = new TrainingProgress(err, mode, 30, 1000)) {
      progress.epochStarted(3);
      progress.step(500, 0.5, 0.8);
      progress.epochFinished(THIRD, true);
      progress.note("stopped early");
    }
  }

  @Test
  void aPipeGetsOnePlainLineAnEpoch() {
    train(ProgressMode.LINES);

    assertThat(printed().lines())
        .containsExactly(
            "epoch  3/30  train loss 0.4120 acc 0.8730  val loss 0.3820 acc -  412 img/s  7.5 s"
                + "  left 3 min 23 s  best",
            "stopped early");
    assertThat(printed()).doesNotContain("\r").doesNotContain("\u001b");
  }

  @Test
  void quietPrintsNothing() {
    train(ProgressMode.QUIET);
    try (LoopProgress loop = new LoopProgress(err, ProgressMode.QUIET, "classify", 3, "images")) {
      loop.step();
    }

    assertThat(printed()).isEmpty();
  }

  @RepeatedTest(20)
  void aTerminalGetsABarAndThenTheLine() {
    train(ProgressMode.BAR);

    // what is left to see: each line after the last return to its start
    assertThat(List.of(printed().split("\n", -1)))
        .extracting(l -> l.substring(l.lastIndexOf('\r') + 1))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("epoch  3/30  train loss 0.4120"),
            line -> assertThat(line).isEqualTo("stopped early"),
            line -> assertThat(line).isEmpty());
    assertThat(printed()).contains(" 50 %  500/1000  loss 0.500 acc 0.800 ");
    assertThat(printed()).endsWith("  best\nstopped early\n");
  }

  @Test
  void aLoopEndsWithOneLine() {
    try (LoopProgress loop = new LoopProgress(err, ProgressMode.LINES, "classify", 3, "images")) {
      loop.step();
      loop.step();
    }

    assertThat(printed()).matches("classify: 2 images, \\S+ s, [0-9.]+ images/s\\R");
  }

  @Test
  void aLoopOfUnknownLengthHasABarToo() {
    try (LoopProgress loop = new LoopProgress(err, ProgressMode.BAR, "classify", -1, "images")) {
      loop.step();
    }

    assertThat(printed()).contains("classify: 1 images");
  }

  @Test
  void modeFollowsTheOptionsAndTheEnvironment() {
    assertThat(ProgressMode.of(true, "true", Map.of())).isEqualTo(ProgressMode.QUIET);
    assertThat(ProgressMode.of(false, "true", Map.of())).isEqualTo(ProgressMode.BAR);
    assertThat(ProgressMode.of(false, "false", Map.of())).isEqualTo(ProgressMode.LINES);
    assertThat(ProgressMode.of(false, "true", Map.of("CI", "1"))).isEqualTo(ProgressMode.LINES);
    assertThat(ProgressMode.of(false, "true", Map.of("TERM", "dumb")))
        .isEqualTo(ProgressMode.LINES);
  }

  @Test
  void durationsReadWell() {
    assertThat(Words.duration(Duration.ofMillis(830))).isEqualTo("0.8 s");
    assertThat(Words.duration(Duration.ofMillis(59_400))).isEqualTo("59 s");
    assertThat(Words.duration(Duration.ofMillis(59_700))).isEqualTo("1 min 00 s");
    assertThat(Words.duration(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
    assertThat(Words.duration(Duration.ofMinutes(127))).isEqualTo("2 h 07 min");
    assertThat(Words.duration(Duration.ofSeconds(-5))).isEqualTo("0.0 s");
  }
}
