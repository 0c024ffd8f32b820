package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.model.Classifier;
import io.ocelli.model.onnx.Device;
import io.ocelli.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTrainingTest {
  private static final TrainOptions OPTIONS =
      TrainOptions.head().withEpochs(12).withBatch(16).withDropout(0.3).withPatience(0).withSeed(3);

  @TempDir Path dir;

  @BeforeEach
  void ownHome() {
    System.setProperty("ocelli.home", dir.resolve("home").toString());
  }

  @AfterEach
  void usualHome() {
    System.clearProperty("ocelli.home");
  }

  /** Twelve training and four validation pictures of each of four classes. */
  private static ClassDataset some() {
    ClassDataset all = ClassFolder.read(TestData.require("plants"), SplitRatios.DEFAULT, 1);
    List<String> classes =
        List.of(
            "Corn___Common_Rust", "Corn___Healthy", "Potato___Early_blight", "Sugarcane___Yellow");
    Map<Split, List<Sample>> splits =
        Map.of(
            Split.TRAIN, few(all, Split.TRAIN, classes, 12),
            Split.VAL, few(all, Split.VAL, classes, 4));
    return new ClassDataset("some plants", classes, splits, true);
  }

  private static List<Sample> few(ClassDataset all, Split split, List<String> classes, int each) {
    List<Sample> few = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      int old = all.classes().indexOf(classes.get(label));
      int now = label;
      all.samples(split).stream()
          .filter(sample -> sample.label() == old)
          .limit(each)
          .forEach(sample -> few.add(new Sample(sample.source(), now, sample.path())));
    }
    return few;
  }

  private Trained train(ClassDataset data, String name, int copies, List<Integer> computed) {
    Path backbone = TestData.require("models/mobilenetv2-12-qdq.onnx");
    TrainingPlan plan =
        new TrainingPlan(
            data,
            OPTIONS,
            LoaderOptions.DEFAULT.withAugmentation(Augmentation.parse("light")),
            dir.resolve(name),
            false,
            Map.of("ocelli", "test"),
            List.of(),
            () -> false);
    return HeadTraining.train(
        plan,
        new HeadTraining.Setup(
            backbone,
            HeadTraining.input(backbone),
            copies,
            32,
            Device.CPU,
            (done, all) -> computed.add(done)));
  }

  @Test
  void learnsKeepsFeaturesAndExportsOneModel() {
    ClassDataset data = some();
    List<Integer> first = new ArrayList<>();
    Trained trained = train(data, "a", 0, first);
    assertThat(first).hasSize(64);
    assertThat(trained.ending().state().best().valAccuracy()).isGreaterThan(0.8);
    assertThat(trained.parity()).isNotNull();
    assertThat(trained.parity().pictures()).isEqualTo(16);

    List<Integer> second = new ArrayList<>();
    Trained again = train(data, "b", 0, second);
    assertThat(second).as("features are kept by content").isEmpty();
    assertThat(again.ending().state().history())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*seconds", ".*imagesPerSecond")
        .isEqualTo(trained.ending().state().history());

    try (Classifier classifier = Classifier.open(trained.onnx())) {
      assertThat(classifier.labels()).isEqualTo(data.classes());
      assertThat(classifier.card().provenance())
          .containsEntry("mode", "head")
          .containsEntry("backbone", "mobilenetv2-12-qdq.onnx")
          .containsEntry("split_hash", data.hash());
      int right = 0;
      for (Sample sample : data.samples(Split.VAL)) {
        right +=
            classifier.classify(sample.source().file(), 1).get(0).index() == sample.label() ? 1 : 0;
      }
      assertThat(right / 16.0).isEqualTo(trained.ending().state().best().valAccuracy());
    }
    CheckpointExport.Exported exported = CheckpointExport.of(dir.resolve("a/best.zip"));
    assertThat(exported.classes()).isEqualTo(4);
    assertThat(exported.check()).contains("16 validation pictures");
  }

  @Test
  void changedCopiesAreComputedOnceToo() {
    ClassDataset data = some();
    List<Integer> first = new ArrayList<>();
    train(data, "a", 1, first);
    assertThat(first).hasSize(48 * 2 + 16);
    List<Integer> second = new ArrayList<>();
    train(data, "b", 2, second);
    assertThat(second).as("only the second copies are new").hasSize(48);
  }
}
