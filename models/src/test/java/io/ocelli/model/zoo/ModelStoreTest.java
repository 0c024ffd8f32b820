package io.ocelli.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.Task;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(i -> "Ziffer „" + i + "“ 数字: #" + i).toList();

  @TempDir Path folder;
  private ModelStore store;

  @BeforeEach
  void makeStore() {
    store = ModelStore.at(folder.resolve("heim 家/models"));
  }

  private static ModelAddition digits() {
    return ModelAddition.of(TestData.require("models/mnist-opt.onnx"))
        .withLabels(DIGITS)
        .withPreset(InputPreset.NONE);
  }

  @Test
  void anAddedModelIsListedResolvedShownAndRemoved() throws IOException {
    ModelStore.Added added = store.add(digits().withName("цифры v1.2"));
    assertThat(added.assumptions())
        .anyMatch(line -> line.contains("logits"))
        .anyMatch(line -> line.contains("classify"));
    assertThat(store.list()).extracting(StoredModel::name).containsExactly("цифры v1.2");
    assertThat(store.list().get(0).problem()).isEmpty();

    Path file = store.resolve("цифры v1.2");
    ModelInfo info = store.info("цифры v1.2");
    assertThat(info.sha256())
        .isEqualTo("486cf6b7d7cdb5fdce37e65537326fac02f9c9866efe1f09e3f9779e495e8624");
    assertThat(info.inputs()).hasToString("[Input3: float32[1,1,28,28]]");
    ModelCard card = info.card();
    assertThat(card).isNotNull();
    assertThat(card.labels()).isEqualTo(DIGITS);
    assertThat(card.output()).isEqualTo(OutputKind.LOGITS);
    assertThat(card.input().width()).isEqualTo(28);
    assertThat(card.input().color()).isEqualTo(Preprocess.ColorOrder.GRAY);

    try (Classifier classifier = Classifier.open(file)) {
      Path nine = TestData.require("models/samples/mnist_nine.bmp");
      assertThat(classifier.classify(nine, 1).get(0).label()).isEqualTo(DIGITS.get(9));
    }
    store.remove("цифры v1.2");
    assertThat(store.list()).isEmpty();
    try (Stream<Path> left = Files.list(store.folder())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aTakenNameIsKeptUnlessItIsReplaced() {
    store.add(digits().withName("digits"));
    assertThatThrownBy(() -> store.add(digits().withName("digits")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("taken");
    List<String> others = IntStream.range(0, 10).mapToObj(i -> "n" + i).toList();
    store.add(digits().withName("digits").withLabels(others).withReplace(true));
    assertThat(store.list().get(0).card()).extracting(ModelCard::labels).isEqualTo(others);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/b",
        "a\\b",
        "..",
        ".hidden",
        "-rf",
        "",
        " ",
        "con",
        "LPT1.x",
        "a:b",
        "a\u0000b",
        "x.onnx",
        "end.",
        "tab\tx",
        "what?",
        "star*"
      })
  void namesThatAreNoFileNamesAreRefused(String name) throws IOException {
    assertThatThrownBy(() -> store.add(digits().withName(name)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not a name for a model")
        .hasMessageContaining("for example '");
    assertThat(store.folder()).doesNotExist();
    assertThatThrownBy(() -> store.remove(name)).isInstanceOf(UsageException.class);
  }

  @Test
  void labelsAreCountedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> store.add(digits().withLabels(DIGITS.subList(0, 9))))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("9 labels, 10 classes");
    assertThatThrownBy(() -> store.add(digits().withLabels(null)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--labels");
    assertThatThrownBy(() -> store.add(digits().withSize(32, null)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("32x28");
    assertThat(store.folder()).doesNotExist();
  }

  @Test
  void unknownNamesSuggestNearOnes() {
    store.add(digits().withName("digits"));
    assertThatThrownBy(() -> store.resolve("digit"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'digits'?");
    assertThatThrownBy(() -> store.resolve("quite-another"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("digits");
    assertThat(store.resolve("digits.onnx")).isEqualTo(store.resolve("digits"));
  }

  @Test
  void runFoldersAndFilesResolve() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/classify/leaves"));
    assertThatThrownBy(() -> store.resolve(run.toString()))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("weights");
    Path best = Files.createDirectories(run.resolve("weights")).resolve("best.onnx");
    Files.copy(TestData.require("models/mnist-opt.onnx"), best);
    assertThat(store.resolve(run.toString())).isEqualTo(best);
    assertThat(store.resolve(best.toString())).isEqualTo(best);
    Path zip = run.resolve("weights/best.zip");
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
      entries.putNextEntry(new ZipEntry("configuration.json"));
    }
    assertThatThrownBy(() -> store.resolve(zip.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("ocelli export");
  }

  @Test
  void presetsAndNumbersDescribeTheInput() {
    Path model = TestData.require("models/plantvillage38-mobilenetv2-int8.onnx");
    List<String> labels = Labels.read(TestData.require("models/plantvillage38.names"));
    ModelAddition plain = ModelAddition.of(model).withLabels(labels).withReplace(true);

    ModelCard imagenet = store.add(plain).model().card();
    assertThat(imagenet).isNotNull();
    assertThat(imagenet.input()).isEqualTo(Preprocess.imagenet(224));
    ModelCard keras = store.add(plain.withPreset(InputPreset.KERAS_CAFFE)).model().card();
    assertThat(keras).isNotNull();
    assertThat(keras.input().color()).isEqualTo(Preprocess.ColorOrder.BGR);
    List<Double> half = List.of(0.5, 0.5, 0.5);
    ModelStore.Added own =
        store.add(
            plain
                .withNumbers(1 / 255.0, half, half)
                .withPictures(Preprocess.ColorOrder.BGR, Preprocess.Resize.STRETCH));
    assertThat(own.assumptions()).noneMatch(line -> line.contains("preset"));
    ModelCard card = store.info(own.model().name()).card();
    assertThat(card).isNotNull();
    assertThat(card.input().mean()).isEqualTo(half);
    assertThat(card.task()).isEqualTo(Task.CLASSIFY);
    assertThatThrownBy(() -> InputPreset.parse("imagent"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'imagenet'");
  }

  @Test
  void labelFilesAreReadAsPeopleWriteThem() throws IOException {
    Path file = folder.resolve("labels.txt");
    Files.writeString(file, "\uFEFFgesund\r\nRost \r\n白粉病\r\n\r\n");
    assertThat(Labels.read(file)).containsExactly("gesund", "Rost", "白粉病");
    Files.writeString(file, "0, tench\n1: 'great white'\n2;\"ray\",\n");
    assertThat(Labels.read(file)).containsExactly("tench", "great white", "ray");
    Files.writeString(file, "1, one\n2, two\n");
    assertThat(Labels.read(file))
        .as("not from 0: part of the name")
        .containsExactly("1, one", "2, two");
    Files.writeString(file, "a\n\nb\n");
    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("line 2");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThatThrownBy(() -> Labels.read(file)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> Labels.read(folder.resolve("none.txt")))
        .isInstanceOf(UsageException.class);
  }
}
