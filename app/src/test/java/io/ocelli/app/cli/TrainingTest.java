package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Train, evaluate, export and demo as a user runs them, on drawn leaves. */
class TrainingTest {
  @TempDir static Path dir;
  private static Path leaves;

  @BeforeAll
  static void drawLeaves() throws IOException {
    leaves = dir.resolve("leaves ß 葉");
    new LeafSynthesizer(64, 5).write(leaves, 24);
    Files.writeString(leaves.resolve("rust/broken.jpg"), "no picture");
  }

  private static Invocation train(Path out, String... more) {
    List<String> args =
        Stream.concat(
                Stream.of(
                    "train",
                    "classifier",
                    "--data",
                    leaves.toString(),
                    "--image-size",
                    "32",
                    "--batch",
                    "16",
                    "--out",
                    out.toString()),
                Stream.of(more))
            .toList();
    return Invocation.here(args.toArray(String[]::new));
  }

  private Invocation evaluate(Path run, Path splitFile) {
    return Invocation.here(
        "evaluate",
        "-m",
        run.toString(),
        "--data",
        leaves.toString(),
        "--split-file",
        splitFile.toString(),
        "--split",
        "test",
        "--out",
        dir.resolve("evaluated").toString());
  }

  @Test
  void trainingLeavesARunThatEvaluateAndExportAgreeWith() throws IOException {
    Path out = dir.resolve("runs");
    Invocation trained = train(out, "--epochs", "3");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(trained.err()).contains("left out: ").contains("broken.jpg");
    Path run = out.resolve("train");
    assertThat(run)
        .isDirectoryContaining("glob:**/args.yaml")
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/results.png")
        .isDirectoryContaining("glob:**/confusion_matrix.png")
        .isDirectoryContaining("glob:**/predictions.csv");
    assertThat(Files.readAllLines(run.resolve("results.csv"))).hasSize(4);
    JsonNode metrics = new ObjectMapper().readTree(run.resolve("metrics.json").toFile());
    assertThat(metrics.path("split").asText()).isEqualTo("test");
    assertThat(trained.out())
        .contains("test accuracy " + "%.4f".formatted(metrics.path("accuracy").asDouble()));

    Invocation evaluated =
        Invocation.here(
            "evaluate", "-m", run.toString(), "--data", leaves.toString(), "--out", out.toString());
    assertThat(evaluated.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(evaluated.out()).startsWith("all accuracy ").contains("of 120 pictures");

    Path csv = dir.resolve("split.csv");
    Invocation.here("data", "split", leaves.toString(), "--test", "0.2", "--csv", csv.toString());
    Invocation part = evaluate(run, csv);
    assertThat(part.out()).startsWith("test accuracy ");
    long tests = Files.readAllLines(csv).stream().filter(line -> line.endsWith(",test")).count();
    assertThat(part.out()).containsPattern("of (" + tests + "|" + (tests - 1) + ") pictures");
    List<String> lines = Files.readAllLines(csv);
    Files.writeString(csv, "gone/gone.png,,test\n", StandardOpenOption.APPEND);
    Invocation gone = evaluate(run, csv);
    assertThat(gone.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(gone.err()).contains("gone/gone.png", csv + ":" + (lines.size() + 1));

    Path exported = dir.resolve("éxported.onnx");
    Invocation export = Invocation.here("export", run.toString(), "--to", exported.toString());
    assertThat(export.code()).as(export.err()).isEqualTo(ExitCode.DONE);
    assertThat(export.err()).contains("agree on").contains("validation pictures");
    Invocation again =
        Invocation.here(
            "evaluate",
            "-m",
            exported.toString(),
            "--data",
            leaves.toString(),
            "--out",
            out.toString());
    assertThat(again.out()).isEqualTo(evaluated.out());
    assertThat(Invocation.here("export", run.toString(), "--to", exported.toString()).code())
        .as("nothing is overwritten")
        .isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGINT to send")
  void ctrlCAndResumeGiveWhatAnUninterruptedRunGives() throws Exception {
    Path out = dir.resolve("interrupted");
    // Mixing, balance and the place in the middle of an epoch have to be continued too.
    List<String> options =
        List.of("--epochs", "4", "--augment", "hflip p=0.5 | mixup p=0.5", "--balance", "sqrt");
    Invocation whole =
        train(
            out,
            Stream.concat(options.stream(), Stream.of("--name", "whole")).toArray(String[]::new));
    assertThat(whole.code()).isEqualTo(ExitCode.SOME_FAILED);

    Process process =
        Invocation.process(
                "train",
                "classifier",
                "--data",
                leaves.toString(),
                "--image-size",
                "32",
                "--batch",
                "16",
                "--out",
                out.toString(),
                "--epochs",
                "4",
                "--augment",
                "hflip p=0.5 | mixup p=0.5",
                "--balance",
                "sqrt",
                "--name",
                "stopped")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    Path results = out.resolve("stopped/results.csv");
    for (int i = 0; i < 600 && process.isAlive() && lines(results) < 3; i++) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(said).contains("Continue with:").contains("--resume");
    assertThat(lines(results)).as("stopped before its end").isBetween(3, 4);

    Invocation resumed =
        Invocation.here("train", "classifier", "--resume", out.resolve("stopped").toString());
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(figures(results)).isEqualTo(figures(out.resolve("whole/results.csv")));
    assertThat(resumed.out()).isEqualTo(whole.out());
  }

  @Test
  void mixingDependsNeitherOnThreadsNorOnTheCache() throws IOException {
    Path out = dir.resolve("mixed");
    List<List<String>> figures = new ArrayList<>();
    for (String[] way :
        new String[][] {{"1", "none"}, {"2", "memory"}, {"2", "disk:" + dir.resolve("pictures")}}) {
      Invocation trained =
          train(
              out,
              "--epochs",
              "2",
              "--augment",
              "one-of { mosaic | cutmix } p=0.6 | mixup p=0.4 | hflip p=0.5",
              "--balance",
              "oversample",
              "--threads",
              way[0],
              "--cache",
              way[1],
              "--name",
              "t" + figures.size());
      assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.SOME_FAILED);
      figures.add(figures(out.resolve("t" + figures.size() + "/results.csv")));
    }
    assertThat(figures.get(0)).hasSize(3);
    assertThat(figures.get(1)).isEqualTo(figures.get(0));
    assertThat(figures.get(2)).isEqualTo(figures.get(0));
    try (Stream<Path> files = Files.list(dir.resolve("pictures"))) {
      assertThat(files.count()).as("an index and pixels of train and of val").isEqualTo(4);
    }
  }

  @Test
  void dataSetsOfOtherFormatsAreTrainedOnAndEvaluated() throws IOException {
    Path plain = dir.resolve("plain");
    new LeafSynthesizer(64, 6).write(plain, 10);
    for (String format : List.of("csv", "cifar")) {
      Path data = dir.resolve("as-" + format);
      if (format.equals("csv")) {
        Invocation converted =
            Invocation.here(
                "data", "convert", plain.toString(), "--to", format, "--out", data.toString());
        assertThat(converted.code()).as(converted.err()).isEqualTo(ExitCode.DONE);
      } else {
        byte[] pixels = new byte[50 * 3073];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (byte) (i % 3073 == 0 ? i / 3073 % 5 : i / 7);
        }
        Files.createDirectories(data);
        Files.write(data.resolve("data.bin"), pixels);
      }
      Path given = format.equals("csv") ? onlyFile(data, ".csv") : data;
      Path out = dir.resolve("formats");
      Invocation trained =
          Invocation.here(
              "train",
              "classifier",
              "--data",
              given.toString(),
              "--epochs",
              "1",
              "--image-size",
              "32",
              "--val",
              "0.2",
              "--test",
              "0.2",
              "--out",
              out.toString(),
              "--name",
              format);
      assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
      assertThat(trained.err()).contains("30 train, 10 val, 10 test pictures");
      Invocation evaluated =
          Invocation.here(
              "evaluate",
              "-m",
              out.resolve(format).toString(),
              "--data",
              given.toString(),
              "--out",
              out.toString());
      assertThat(evaluated.code()).as(evaluated.err()).isEqualTo(ExitCode.DONE);
      assertThat(evaluated.out()).startsWith("all accuracy ");
    }
  }

  private static Path onlyFile(Path folder, String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).findFirst().orElseThrow();
    }
  }

  @Test
  void aDataSetOfObjectsIsRefusedByName() throws IOException {
    Path data = dir.resolve("objects");
    for (String part : List.of("a", "b")) {
      Files.createDirectories(data.resolve(part));
      Files.copy(leaves.resolve("rust/leaf-00001.jpg"), data.resolve(part + "/1.jpg"));
    }
    Files.writeString(
        data.resolve("instances.json"),
        """
        {"images": [{"id": 1, "file_name": "a/1.jpg", "width": 64, "height": 64}],
         "categories": [{"id": 1, "name": "leaf"}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 30, 40],
           "area": 1200, "iscrowd": 0}]}
        """);
    for (String given : List.of("", "instances.json")) {
      Invocation refused =
          Invocation.here("train", "classifier", "--data", data.resolve(given).toString());
      assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err()).contains("a data set of objects").contains("COCO");
    }
    Path out = dir.resolve("as-classes");
    Invocation asked =
        Invocation.here(
            "train",
            "classifier",
            "--data",
            data.toString(),
            "--from",
            "folders",
            "--val",
            "0",
            "--out",
            out.toString());
    assertThat(asked.err()).doesNotContain("a data set of objects");
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** Epoch, losses, accuracies and rate of each row, without the times. */
  private static List<String> figures(Path results) throws IOException {
    return Files.readAllLines(results).stream()
        .map(row -> String.join(",", List.of(row.split(",")).subList(0, 6)))
        .toList();
  }

  @Test
  void theDemoRunsFromNothing() throws IOException {
    Invocation demo =
        Invocation.here(
            "demo", "--per-class", "20", "--epochs", "2", "--out", dir.resolve("demo").toString());
    assertThat(demo.code()).as(demo.err()).isEqualTo(ExitCode.DONE);
    assertThat(demo.out())
        .contains("test accuracy ")
        .contains("guessing by the nearest mean colour instead: test accuracy ")
        .contains("truth: healthy");
    assertThat(dir.resolve("demo/demo/report.html")).isRegularFile();
    assertThat(dir.resolve("demo/demo/weights/best.onnx")).isRegularFile();
  }

  @Test
  void theModelCarriesHowItsPicturesAreNormalized() throws IOException {
    Path out = dir.resolve("normalized");
    for (String rule : List.of("dataset", "picture")) {
      train(out, "--epochs", "1", "--no-check", "--normalize", rule, "--name", rule);
    }
    Path picture = out.resolve("picture/weights/best.onnx");
    Invocation told = Invocation.here("models", "info", picture.toString());
    assertThat(told.out()).contains("standardized picture by picture");
    Path dataset = out.resolve("dataset/weights/best.onnx");
    String means = Invocation.here("models", "info", dataset.toString()).out();
    assertThat(means).contains("(pixel * ").doesNotContain("0.485", "standardized");
    Invocation used =
        Invocation.here(
            "evaluate",
            "-m",
            picture.toString(),
            "--data",
            leaves.toString(),
            "--out",
            out.resolve("evaluated").toString());
    assertThat(used.out()).contains("accuracy");
  }

  @Test
  void wrongUseIsRefusedBeforeAnythingIsMade() throws IOException {
    Path out = dir.resolve("nothing");
    for (String[] wrong :
        new String[][] {
          {"--mode", "heda"},
          {"--mode", "head"},
          {"--epochs", "0"},
          {"--image-size", "7"},
          {"--augment", "lihgt"},
          {"--mode", "head", "--backbone", "any.onnx", "--copies", "1", "--augment", "mixup"},
          {"--mode", "head", "--backbone", "any.onnx", "--cache", "disk"},
          {"--balance", "oversampel"},
          {"--normalize", "bogus"},
          {"--mode", "head", "--backbone", "any.onnx", "--normalize", "unit"},
          {"--cache", "ram"},
          {"--from", "floders"},
          {"--augment", "hflip p=2"},
          {"--lr", "-1"},
          {"--val", "0.7", "--test", "0.4"},
          {"--device", "gpu"}
        }) {
      Invocation refused = train(out, wrong);
      assertThat(refused.code()).as(String.join(" ", wrong)).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err()).contains("error: ").contains("  from: ").contains("  try:  ");
    }
    assertThat(train(out, "--mode", "heda").err()).contains("did you mean 'head'?");
    Path small = dir.resolve("small");
    Files.createDirectories(small.resolve("a"));
    assertThat(Invocation.here("train", "classifier", "--data", small.toString()).code())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(Invocation.here("train", "classifier", "--resume", small.toString()).code())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(out).doesNotExist();
  }

  @Test
  void evaluateRefusesClassesThatTheModelDoesNotKnow() throws IOException {
    Path out = dir.resolve("strangers");
    assertThat(train(out, "--epochs", "1").code()).isEqualTo(ExitCode.SOME_FAILED);
    Path data = dir.resolve("other");
    Files.createDirectories(data.resolve("ruts"));
    Files.copy(leaves.resolve("rust/leaf-00001.jpg"), data.resolve("ruts/leaf.jpg"));
    Invocation refused =
        Invocation.here(
            "evaluate", "-m", out.resolve("train").toString(), "--data", data.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("ruts").contains("did you mean 'rust'?");
  }
}
