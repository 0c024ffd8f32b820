package io.ocelli.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.Task;
import io.ocelli.model.graph.Layer;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out about a model that is added or asked about. */
class SniffingTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  @TempDir Path folder;
  private ModelStore store;

  @BeforeEach
  void makeStore() {
    store = ModelStore.at(folder.resolve("store"));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static ModelAddition model(String name) {
    return ModelAddition.of(TestData.require("models/" + name));
  }

  private static ModelCard card(ModelStore.Added added) {
    ModelCard card = added.model().card();
    assertThat(card).isNotNull();
    return card;
  }

  @Test
  void anUltralyticsDetectorNeedsNothingElse() {
    ModelStore.Added added = store.add(model("yolov8n_int8.onnx"));
    ModelCard card = card(added);
    assertThat(card.task()).isEqualTo(Task.DETECT);
    assertThat(card.family()).isEqualTo("ultralytics");
    assertThat(card.labels()).hasSize(80).startsWith("person").endsWith("toothbrush");
    assertThat(card.input().resize()).isEqualTo(Preprocess.Resize.LETTERBOX);
    assertThat(card.input().width()).isEqualTo(640);
    assertThat(card.provenance().get("license").toString()).startsWith("AGPL-3.0");
    assertThat(String.join("\n", added.assumptions()))
        .contains("Ultralytics, 80 classes", "80 labels are taken", "letterbox", "AGPL-3.0");
  }

  @Test
  void aDetectorWithoutLabelsIsNamed() {
    assertThatThrownBy(() -> store.add(model("yolox_nano.onnx")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("it looks like a YOLOX detector")
        .hasMessageContaining("give --labels names.txt (80 names, one a line)");
    assertThatThrownBy(
            () ->
                store.add(
                    model("fastestdet-fruits.onnx")
                        .withLabels(Labels.read(TestData.require("models/coco80.names")))))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("80 labels, 5 classes");
    assertThat(store.folder()).doesNotExist();
  }

  @Test
  void facesHaveOneLabelAndNumbersOverrideTheFamily() {
    ModelCard faces = card(store.add(model("yunet_n_dynamic.onnx").withSize(320, 256)));
    assertThat(faces.labels()).containsExactly("face");
    assertThat(faces.input().width()).isEqualTo(320);
    assertThat(faces.input().fill()).isZero();
    assertThat(faces.input().color()).isEqualTo(Preprocess.ColorOrder.BGR);
    ModelCard other =
        card(
            store.add(
                model("ultraface-RFB-320.onnx")
                    .withPictures(Preprocess.ColorOrder.BGR, Preprocess.Resize.LETTERBOX)
                    .withFill(7)
                    .withNumbers(0.5, null, List.of(1.0, 2.0, 3.0))));
    assertThat(other.family()).isEqualTo("ultraface");
    assertThat(other.input().fill()).isEqualTo(7);
    assertThat(other.input().scale()).isEqualTo(0.5);
    assertThat(other.input().mean()).containsExactly(127.0, 127.0, 127.0);
    assertThat(other.input().std()).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void aPresetThatDoesNotFitTheTaskIsRefused() {
    assertThatThrownBy(
            () ->
                store.add(
                    model("mnist-opt.onnx").withTask(Task.CLASSIFY).withPreset(InputPreset.YOLOX)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--task detect");
    assertThatThrownBy(() -> store.add(model("yolov8n_int8.onnx").withTask(Task.CLASSIFY)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("this looks like a detector: Ultralytics, 80 classes");
    assertThatThrownBy(() -> store.add(model("mnist-opt.onnx").withTask(Task.DETECT)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("name it: --preset with one of yolox, ultralytics");
  }

  @Test
  void channelsLastAreSeenWrittenAndRun() throws IOException {
    Path file = file("last.onnx", SmallModels.channelsLast(48, 32));
    ModelStore.Added added =
        store.add(ModelAddition.of(file).withLabels(COLOURS).withPreset(InputPreset.UNIT));
    ModelCard card = card(added);
    assertThat(card.input().layout()).isEqualTo(Preprocess.Layout.NHWC);
    assertThat(card.input().width()).isEqualTo(48);
    assertThat(card.input().height()).isEqualTo(32);
    assertThat(card.output()).isEqualTo(OutputKind.PROBABILITIES);
    assertThat(added.assumptions()).anyMatch(line -> line.contains("channels last"));
    assertThat(Files.readString(ModelCard.yamlBeside(added.model().file()))).contains("nhwc");
    try (Classifier classifier = Classifier.open(added.model().file());
        Image green = Image.blank(60, 60, 0, 250, 0)) {
      assertThat(classifier.classify(green, 1).get(0).label()).isEqualTo("green");
    }
    assertThatThrownBy(
            () ->
                store.add(
                    ModelAddition.of(file)
                        .withLabels(COLOURS)
                        .withLayout(Preprocess.Layout.NCHW)
                        .withReplace(true)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("neither 3 nor 1 channels");
  }

  @Test
  void ultralyticsClassifiersBringTheirLabels() throws IOException {
    byte[] plain = SmallModels.channelsLast(64, 64);
    Path file =
        file(
            "cls.onnx",
            SmallModels.withMetadata(
                plain,
                "names",
                "{0: 'rouge', 1: \"l'herbe\", 2: '藍'}",
                "stride",
                "1",
                "task",
                "classify"));
    ModelCard card = card(store.add(ModelAddition.of(file)));
    assertThat(card.task()).isEqualTo(Task.CLASSIFY);
    assertThat(card.labels()).containsExactly("rouge", "l'herbe", "藍");
    assertThat(card.input().resize()).isEqualTo(Preprocess.Resize.CROP);
    assertThat(card.input().cropFraction()).isEqualTo(1);
    Path pose =
        file(
            "pose.onnx",
            SmallModels.withMetadata(plain, "names", "['a']", "stride", "32", "task", "pose"));
    assertThatThrownBy(() -> store.add(ModelAddition.of(pose)))
        .hasMessageContaining("no task for an Ultralytics model for pose");
  }

  @Test
  void weightsBesideTheModelArePackedIntoIt() throws IOException {
    ByteBuffer weights = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 12; i++) {
      weights.putFloat(16 + 4 * i, i);
    }
    Path file = file("big.onnx", SmallModels.scattered("big.weights"));
    ModelAddition addition =
        ModelAddition.of(file).withLabels(List.of("a", "b", "c", "d")).withPreset(InputPreset.UNIT);
    assertThatThrownBy(() -> store.add(addition))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("the file with the model's weights is missing: big.weights");
    file("big.weights", weights.array());
    ModelStore.Added added = store.add(addition);
    assertThat(added.assumptions()).anyMatch(line -> line.contains("big.weights"));
    try (Classifier classifier = Classifier.open(added.model().file());
        Image white = Image.blank(32, 32, 255, 255, 255)) {
      assertThat(classifier.classify(white, 1).get(0).label()).isEqualTo("d");
    }
    file("big.weights", new byte[40]);
    assertThatThrownBy(() -> store.add(addition.withReplace(true)))
        .hasMessageContaining("too short");
    Path outside = file("out.onnx", SmallModels.scattered("../secret"));
    assertThatThrownBy(() -> store.add(ModelAddition.of(outside)))
        .hasMessageContaining("outside its folder");
  }

  /** Multiply-adds and parameters as the makers publish them, within their rounding. */
  @ParameterizedTest
  @CsvSource({
    "mobilenetv2-12-qdq.onnx, 300.8, 3.49, int8 (QDQ",
    "mobilenetv2-12-int8.onnx, 300.8, 3.49, int8 (dynamic",
    "plantvillage38-mobilenetv2-int8.onnx, 299.5, 2.26, int8 (dynamic",
    "yolox_nano.onnx, 523, 0.904, float32",
    "yolov8n_int8.onnx, 4372, 3.19, int8 (dynamic",
    "yunet_n_dynamic.onnx, 542, 0.0738, float32",
    "mnist-opt.onnx, 0.787, 0.00599, float32"
  })
  void theCostOfAModelIsCounted(String name, double millions, double parameters, String form) {
    ModelInfo info = store.info(TestData.require("models/" + name).toString());
    assertThat(info.problem()).isEmpty();
    assertThat(info.graph().macs() / 1e6).isCloseTo(millions, within(millions));
    assertThat(info.graph().parameters() / 1e6).isCloseTo(parameters, within(parameters));
    assertThat(info.graph().form()).startsWith(form);
    long sum = info.graph().layers().stream().mapToLong(Layer::macs).sum();
    assertThat(sum).isEqualTo(info.graph().macs());
    assertThat(info.graph().layers()).noneMatch(layer -> layer.shape().contains(-1L));
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.api.Assertions.within(value * 0.005);
  }

  @Test
  void aModelThatCannotRunIsStillToldOf() throws IOException {
    Path file = file("odd.onnx", SmallModels.unknownStep());
    ModelInfo info = store.info(file.toString());
    assertThat(info.problem()).contains("Sparkle");
    assertThat(info.graph().operators())
        .containsExactly(java.util.Map.entry("org.example.Sparkle", 1));
    assertThat(info.opsets()).containsEntry("org.example", 3L);
    assertThatThrownBy(() -> store.add(ModelAddition.of(file)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("Sparkle");
  }
}
