package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.testing.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train classifier --mode finetune} as a user runs it. */
class FineTuneTest {
  @TempDir static Path dir;
  private static Path leaves;

  @BeforeAll
  static void drawLeaves() {
    leaves = dir.resolve("leaves ß");
    new LeafSynthesizer(64, 5).write(leaves, 12);
  }

  private static Invocation train(String... more) {
    return Invocation.here(
        Stream.concat(
                Stream.of(
                    "train",
                    "classifier",
                    "--data",
                    leaves.toString(),
                    "--batch",
                    "8",
                    "--no-check",
                    "--out",
                    dir.resolve("runs").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aRunOfOursAndAPublicModelAreFineTuned() throws Exception {
    Invocation scratch = train("--epochs", "1", "--image-size", "32", "--name", "first");
    assertThat(scratch.code()).as(scratch.err()).isEqualTo(ExitCode.DONE);
    String first = dir.resolve("runs/first").toString();
    Invocation tuned =
        train("--mode", "finetune", "--backbone", first, "--epochs", "2", "--name", "second");
    assertThat(tuned.code()).as(tuned.err()).isEqualTo(ExitCode.DONE);
    assertThat(tuned.out()).contains("val accuracy ");
    assertThat(tuned.err()).contains("fine-tuned").contains("agree on").doesNotContain("assumed");
    assertThat(Files.readString(dir.resolve("runs/second/args.yaml")))
        .contains("unfreeze: all")
        .contains("head-epochs: 1")
        .contains("average: 0.99")
        .contains("augment: medium");

    Path mobilenet = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Invocation other =
        train(
            "--mode",
            "finetune",
            "--backbone",
            mobilenet.toString(),
            "--image-size",
            "64",
            "--epochs",
            "2",
            "--train-sizes",
            "32,64",
            "--unfreeze",
            "last-3",
            "--name",
            "third");
    assertThat(other.code()).as(other.err()).isEqualTo(ExitCode.DONE);
    assertThat(other.err()).contains("does not say how it gets its pictures").contains("64x64");
    Invocation asked =
        Invocation.here(
            "classify",
            leaves.resolve("rust").toString(),
            "-m",
            dir.resolve("runs/third").toString(),
            "--top",
            "1");
    assertThat(asked.code()).as(asked.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatCannotBeTrainedIsNamedAndLeavesNoRunFolder() throws Exception {
    Path detector = TestData.require("models/yunet_n_640_640.onnx");
    Invocation refused =
        train("--mode", "finetune", "--backbone", detector.toString(), "--name", "refused");
    assertThat(refused.code()).as(refused.err()).isIn(ExitCode.WRONG_USAGE, ExitCode.NOT_DONE);
    assertThat(refused.err()).contains("yunet_n_640_640.onnx");
    Path digits = TestData.require("models/mnist-opt.onnx");
    Invocation gray =
        train("--mode", "finetune", "--backbone", digits.toString(), "--name", "refused");
    assertThat(gray.code()).as(gray.err()).isIn(ExitCode.WRONG_USAGE, ExitCode.NOT_DONE);
    assertThat(gray.err()).contains("colour");
    Invocation small =
        train("--net", "vgg16", "--image-size", "16", "--name", "refused", "--epochs", "1");
    assertThat(small.code()).as(small.err()).isIn(ExitCode.WRONG_USAGE, ExitCode.NOT_DONE);
    assertThat(small.err()).contains("layer '").contains("try:");
    Path net = dir.resolve("one.yaml");
    Files.writeString(
        net,
        """
        name: one
        layers:
          - conv: {out: 4, kernel: 3, stride: 2}
          - global-average-pool
          - dense: {out: 1, activation: sigmoid}
        """);
    Invocation one =
        train("--net", net.toString(), "--image-size", "32", "--name", "refused", "--epochs", "1");
    assertThat(one.code()).as(one.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(one.err()).contains("5 are wanted", "out: classes");
    assertThat(dir.resolve("runs/refused")).doesNotExist();
  }

  @Test
  void aRateThatIsFarTooHighEndsWithTheLayerAndTheStepThatWentWrong() throws Exception {
    // The first epoch warms up at rates that are harmless; what it learned is kept.
    Invocation diverged =
        train(
            "--lr",
            "1000",
            "--warmup",
            "1e9",
            "--epochs",
            "2",
            "--image-size",
            "32",
            "--name",
            "warm");
    assertThat(diverged.code()).as(diverged.err()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(diverged.err())
        .containsPattern("loss .* in epoch 1, step \\d+, first in layer '")
        .contains("learning rate", "a lower --lr", "no epoch was complete");
    assertThat(dir.resolve("runs/warm/weights/best.zip")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--mode head --backbone x.onnx --unfreeze all, --unfreeze, --mode finetune",
    "--mode head --backbone x.onnx --optimizer sgd, --optimizer, --mode finetune",
    "--mode scratch --train-sizes 32, --train-sizes, --mode finetune",
    "--mode finetune --backbone x.onnx --net resnet18, --net, --mode scratch",
    "--mode finetune, --backbone MODEL, give an .onnx",
    "--mode fintune --backbone x.onnx, fintune, finetune",
    "--schedule cosin, cosin, cosine",
    "--optimizer adm, adm, adam",
    "--class-weights balance, balance, balanced",
    "--average 1, --average, 0.99",
    "--clip -1, --clip, norm",
    "--lr -1, --lr, rate"
  })
  void wrongUseIsToldWithWhatToTry(String options, String what, String remedy) {
    Invocation refused = train(options.split(" "));
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains(List.of(what, remedy));
  }
}
