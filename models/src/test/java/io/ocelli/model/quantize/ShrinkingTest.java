package io.ocelli.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.convert.OnnxExport;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.dl4j.SmallCnn;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.testing.TestData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkingTest {
  @TempDir Path folder;

  private static List<Sample> leaves(int n) {
    LeafSynthesizer leaves = new LeafSynthesizer(128, 1);
    LeafCondition[] conditions = LeafCondition.values();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int label = i % conditions.length;
      try (Image image = Image.of(leaves.draw(conditions[label], i))) {
        samples.add(new Sample(ByteSource.of("leaf " + i, image.encode(ImageFormat.PNG)), label));
      }
    }
    return samples;
  }

  private static List<ByteSource> sources(List<Sample> samples) {
    return samples.stream().map(Sample::source).toList();
  }

  /** A small network after some steps on noise, so that its batch normalisations hold something. */
  private Path smallCnn() throws Exception {
    OneDnn.require();
    int n = 8;
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(n * 3 * 32 * 32 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(7);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) random.nextGaussian() + (i / (3 * 32 * 32)) % 4);
    }
    Preprocess input = Preprocess.imagenet(32);
    ModelCard card =
        ModelCard.classifier(List.of("a", "b", "c", "d"), input, OutputKind.PROBABILITIES)
            .withProvenance(Map.of("dataset", "noise"));
    Map<String, String> metadata = new LinkedHashMap<>(card.toMetadata());
    metadata.put("author", "värde");
    Path file = folder.resolve("small.onnx");
    try (Network network = Network.create(SmallCnn.of(32, 32, 3, 4), 5)) {
      for (int step = 0; step < 30; step++) {
        network.train(
            pixels,
            new int[] {3, 32, 32},
            Targets.of(new int[] {0, 1, 2, 3, 0, 1, 2, 3}),
            n,
            StepOptions.of(1e-2, 0.01, 0, step));
      }
      Files.write(file, OnnxExport.network(network, 3, 32, 32, metadata));
    }
    return file;
  }

  private Path mobileNet() throws Exception {
    Path file = folder.resolve("mobilenet.onnx");
    Path qdq = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Files.write(file, Dequantised.of(Files.readAllBytes(qdq)));
    List<String> labels = Files.readAllLines(TestData.require("models/imagenet1000.names"));
    ModelCard card = ModelCard.classifier(labels, Preprocess.imagenet(224), OutputKind.LOGITS);
    Files.writeString(ModelCard.yamlBeside(file), card.toYaml());
    return file;
  }

  private static List<Sample> photos() {
    return List.of("cat.bmp", "bird.bmp", "parrot.jpg", "hot_dog.jpg").stream()
        .map(name -> TestData.require("models/samples/" + name))
        .map(file -> new Sample(ByteSource.of(file), 0))
        .toList();
  }

  private static List<String> operators(byte[] onnx) throws Exception {
    return ModelProto.parseFrom(onnx).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void anExportInInt8AnswersAsBeforeInAQuarterOfTheSize() throws Exception {
    Path file = smallCnn();
    List<Sample> leaves = leaves(48);
    Shrunk shrunk = new Shrinking(file, leaves, null, done -> {}).int8(sources(leaves));
    assertThat(shrunk.comparison().pictures()).isEqualTo(48);
    assertThat(shrunk.comparison().agreement()).isGreaterThanOrEqualTo(0.9);
    assertThat(shrunk.comparison().largestDifference()).isLessThan(0.1);
    assertThat(shrunk.onnx().length).isLessThan((int) (Files.size(file) * 0.4));
    assertThat(operators(shrunk.onnx()))
        .contains("Conv", "Gemm", "QuantizeLinear", "DequantizeLinear")
        .doesNotContain("BatchNormalization", "Relu");
    Path small = folder.resolve("small-int8.onnx");
    Files.write(small, shrunk.onnx());
    try (Classifier classifier = Classifier.open(small)) {
      assertThat(classifier.labels()).containsExactly("a", "b", "c", "d");
      assertThat(classifier.card().input()).isEqualTo(Preprocess.imagenet(32));
      assertThat(classifier.card().provenance())
          .containsEntry("dataset", "noise")
          .hasEntrySatisfying("shrunk", how -> assertThat(how.toString()).startsWith("int8: "));
    }
    assertThat(ModelProto.parseFrom(shrunk.onnx()).getMetadataPropsList())
        .anyMatch(e -> e.getKey().equals("author") && e.getValue().equals("värde"));
    assertThatThrownBy(() -> new Shrinking(small, leaves, null, done -> {}).int8(sources(leaves)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("quantised already")
        .hasMessageContaining("give the float model");
  }

  @Test
  void anExportInHalfPrecisionAnswersTheSameInHalfTheSize() throws Exception {
    Path file = smallCnn();
    List<Sample> leaves = leaves(24);
    Shrunk shrunk = new Shrinking(file, leaves, null, done -> {}).half();
    assertThat(shrunk.comparison().agreement()).isEqualTo(1);
    assertThat(shrunk.comparison().largestDifference()).isLessThan(0.01);
    assertThat(shrunk.onnx().length).isLessThan((int) (Files.size(file) * 0.6));
    Path half = folder.resolve("half.onnx");
    Files.write(half, shrunk.onnx());
    assertThatThrownBy(() -> new Shrinking(half, leaves, null, done -> {}).half())
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("in half precision already");
  }

  @Test
  void aNetworkOfAnOlderOpsetKeepsItsAnswersOnPhotos() throws Exception {
    Path file = mobileNet();
    List<Sample> photos = photos();
    Shrunk int8 = new Shrinking(file, photos, null, done -> {}).int8(sources(photos));
    assertThat(int8.comparison().agreement()).isEqualTo(1);
    assertThat(int8.onnx().length).isLessThan((int) (Files.size(file) * 0.29));
    ModelProto model = ModelProto.parseFrom(int8.onnx());
    assertThat(model.getOpsetImportList())
        .anyMatch(set -> set.getDomain().isEmpty() && set.getVersion() == 13);
    Shrunk half = new Shrinking(file, photos, null, done -> {}).half();
    assertThat(half.comparison().agreement()).isEqualTo(1);
    assertThat(half.comparison().largestDifference()).isLessThan(0.02);
    assertThat(half.onnx().length).isLessThan((int) (Files.size(file) * 0.51));
  }
}
