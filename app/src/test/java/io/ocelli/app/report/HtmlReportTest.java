package io.ocelli.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.metric.ClassificationMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class HtmlReportTest {
  @TempDir Path folder;

  private static Document parse(String page) throws Exception {
    // the two blocks of our own, whose operators are no markup, aside
    String markup =
        page.replaceAll("(?s)<(style|script)>.*?</\\1>", "").replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(markup.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTrainingHasAllItsFilesAndParts() throws Exception {
    ClassifierRun run = SampleRuns.training(SampleRuns.PLANTS, 18, 0.9, 12);
    ReportFiles.write(folder, run, SampleRuns.LEAVES);

    assertThat(folder)
        .isDirectoryContaining("glob:**metrics.json")
        .isDirectoryContaining("glob:**predictions.csv");
    assertThat(ImageIO.read(folder.resolve("results.png").toFile()).getWidth()).isEqualTo(2240);
    assertThat(ImageIO.read(folder.resolve("confusion_matrix.png").toFile())).isNotNull();
    String page = Files.readString(folder.resolve("report.html"));
    Document document = parse(page);
    assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(9);
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(24 + 12);
    assertThat(page).contains(HtmlReport.percent(run.evaluation().metrics().accuracy()));
    assertThat(page).contains("Two-spotted_").contains("ocelli train classifier");
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void nothingComesFromElsewhere() {
    String page =
        HtmlReport.of(SampleRuns.training(List.of("a", "b"), 9, 0.9, 3), SampleRuns.LEAVES);

    assertThat(page).doesNotContainPattern("(src|href|srcset)=\"(?!data:image/)");
    assertThat(page).doesNotContain("url(").doesNotContain("@import").doesNotContain("fetch(");
  }

  @Test
  void anEvaluationHasNoCurves() throws Exception {
    ReportFiles.write(
        folder, SampleRuns.training(List.of("cat", "dog"), 9, 0.9, 0), ThumbnailSource.NONE);

    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page).contains("Evaluation").contains("no picture");
    assertThat(page).doesNotContain("Learning curves");
    assertThat(folder.resolve("results.png")).doesNotExist();
    parse(page);
  }

  @Test
  void hostileNamesAreText() throws Exception {
    String evil = "<script>alert('x')</script>\" onload=\"x\u0000\u001b[31m\ud800 & co";
    List<String> labels = List.of(evil, "</title></style>", "\u202eright to left", "葉っぱ 🍅");
    Evaluation evaluation = SampleRuns.evaluation(labels, 8, 0.5, new Baseline(evil, 0.2));
    ClassifierRun run =
        SampleRuns.run(labels, evaluation, SampleRuns.epochs(2), List.of(evil, "b.jpg: " + evil));
    String page = HtmlReport.of(run, SampleRuns.LEAVES);

    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(page).doesNotContain("alert('x')").doesNotContain("\" onload=\"");
    assertThat(page).doesNotContain("\u0000").doesNotContain("\u001b");
    Document document = parse(page);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("<script>alert('x')<")
        .contains("葉っぱ 🍅");
  }

  @Test
  void oneClassAndNoMistakes() throws Exception {
    List<String> labels = List.of("only");
    Evaluation evaluation =
        new Evaluation(
            "all",
            ClassificationMetrics.of(labels, new int[] {0}, new float[][] {{1}}),
            List.of(new Prediction("a.jpg", 0, 0, 1, 1)),
            0.1);
    String page =
        HtmlReport.of(
            SampleRuns.run(labels, evaluation, List.of(), List.of()), ThumbnailSource.NONE);

    assertThat(page).contains("There are none").doesNotContain("Most often mistaken");
    parse(page);
  }

  @Test
  void stayWithinBoundsWhateverTheSize() throws Exception {
    List<String> labels =
        IntStream.range(0, 600).mapToObj(i -> "class " + i + " " + "x".repeat(300)).toList();
    List<String> failures =
        IntStream.range(0, 5000).mapToObj(i -> i + " ".repeat(i % 7) + "y".repeat(2000)).toList();
    Evaluation evaluation = SampleRuns.evaluation(labels, 2, 0.5, null);
    Random random = new Random(3);
    ThumbnailSource noise =
        (prediction, size) -> {
          byte[] bytes = new byte[prediction.truth() % 2 == 0 ? 39_000 : 4_000_000];
          random.nextBytes(bytes);
          return bytes;
        };
    String page =
        HtmlReport.of(SampleRuns.run(labels, evaluation, SampleRuns.epochs(500), failures), noise);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    assertThat(page).contains("and 4950 more").contains("too large to show");
    parse(page);
  }

  @Test
  void thumbnailsComeFromTheSamples() throws Exception {
    byte[] jpeg;
    try (Image image = Image.blank(900, 300, 10, 200, 30)) {
      jpeg = image.encode(ImageFormat.JPEG);
    }
    List<Sample> samples =
        List.of(
            new Sample(ByteSource.of("good.jpg", jpeg), 0),
            new Sample(ByteSource.of("bad.jpg", new byte[] {1, 2, 3}), 1));
    ThumbnailSource source = ThumbnailSource.of(samples);

    byte[] thumbnail = source.thumbnail(new Prediction("good.jpg", 0, 1, 0.9, 0.1), 200);
    assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail)).getWidth()).isEqualTo(200);
    assertThat(source.thumbnail(new Prediction("other.jpg", 0, 1, 0.9, 0.1), 200)).isNull();

    List<String> labels = List.of("a", "b");
    Evaluation evaluation =
        new Evaluation(
            "val",
            ClassificationMetrics.of(labels, new int[] {0, 1}, new float[][] {{0, 1}, {1, 0}}),
            List.of(new Prediction("good.jpg", 0, 1, 1, 0), new Prediction("bad.jpg", 1, 0, 1, 0)),
            0.1);
    String page = HtmlReport.of(SampleRuns.run(labels, evaluation, List.of(), List.of()), source);
    assertThat(page).contains("cannot be read").contains("data:image/jpeg;base64,");
  }

  @Test
  void unmeasuredEpochsAreDrawn() throws IOException {
    double no = Double.NaN;
    List<Epoch> epochs = new ArrayList<>();
    epochs.add(new Epoch(1, 0.7, 0.5, no, no, 1e-3, no, 1));
    epochs.add(new Epoch(2, Double.POSITIVE_INFINITY, no, no, no, no, no, 1));
    TrainingHistory history = TrainingHistory.of(epochs);

    assertThat(history.bestEpoch()).isEqualTo(1);
    byte[] png = LearningCurves.png(history);
    assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
    List<Epoch> nothing = List.of(new Epoch(1, no, no, no, no, no, no, no));
    assertThat(LearningCurves.png(TrainingHistory.of(nothing))).isNotEmpty();
  }
}
