package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;

class OnnxReaderTest {
  private static final Map<String, byte[]> FILES = OperatorFiles.all();

  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  private static Converted read(byte[] file) {
    return OnnxReader.read(file, "test", ReadOptions.DEFAULT);
  }

  private static List<String> ops(Net net) {
    return net.nodes().stream().map(node -> node.op().getClass().getSimpleName()).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsReadAnswersAsTheFile(String name) {
    byte[] file = FILES.get(name);
    Agreement agreement = Agreement.of(file, name, ReadOptions.DEFAULT);
    assertThat(agreement.pictures()).isPositive();
    assertThat(agreement.scale()).isPositive();
    assertThat(agreement.largest()).isLessThanOrEqualTo(1e-5 * Math.max(1, agreement.scale()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsWrittenReadsAndWritesTheSameAgain(String name) {
    Converted read = read(FILES.get(name));
    Shape shape = read.net().shape();
    float[] pictures = Answers.noise(2 * shape.size(), 5);
    byte[] once =
        OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT.folded());
    Converted again = read(once);
    byte[] twice = OnnxWriter.write(again.net(), again.parameters(), OnnxWriter.Options.DEFAULT);
    float[] first = Answers.of(once, pictures, shape);
    assertThat(Answers.difference(first, Answers.of(twice, pictures, shape)))
        .isLessThanOrEqualTo(1e-5);
    byte[] kept = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    assertThat(Answers.difference(first, Answers.of(kept, pictures, shape)))
        .isLessThanOrEqualTo(1e-4);
  }

  @Test
  void idiomsBecomeOneLayer() {
    for (String name : List.of("gelu-by-erf-0", "gelu-by-erf-1", "gelu-by-erf-2", "silu")) {
      assertThat(ops(read(FILES.get(name)).net())).containsExactly("Convolution", "Activate");
    }
    assertThat(function("hard-swish-by-clip")).isEqualTo(Activation.of(Activation.Kind.HARD_SWISH));
    assertThat(function("hard-sigmoid-by-clip").kind()).isEqualTo(Activation.Kind.HARD_SIGMOID);
    assertThat(function("hard-swish-by-hard-sigmoid").kind()).isEqualTo(Activation.Kind.HARD_SWISH);
    assertThat(function("swish-scaled").alpha()).isEqualTo(1.7f);
    assertThat(function("Max-zero")).isEqualTo(Activation.RELU);
  }

  private static Activation function(String name) {
    Net net = read(FILES.get(name)).net();
    return ((Op.Activate) net.node(net.output()).op()).function();
  }

  @Test
  void constantsAndBordersGoIntoTheConvolutionBesideThem() {
    assertThat(ops(read(FILES.get("Add-after-conv")).net()))
        .containsExactly("Convolution", "Activate");
    assertThat(ops(read(FILES.get("Pad-conv")).net())).containsExactly("Convolution");
    assertThat(ops(read(FILES.get("MatMul-Add")).net()))
        .containsExactly("Flatten", "Dense", "Softmax");
  }

  @ParameterizedTest
  @CsvSource({"6, CLIP", "4.5, RELU", "7, RELU"})
  void aRangeThatBeginsAtZeroStandsForItsActivation(double high, Activation.Kind kind) {
    byte[] file = QuantisedFiles.pairs(high);
    Converted read = read(file);
    assertThat(ops(read.net())).containsExactly("Convolution", "Activate", "Pool");
    Node limit = read.net().nodes().get(1);
    assertThat(((Op.Activate) limit.op()).function().kind()).isEqualTo(kind);
    assertThat(read.facts().quantised()).isTrue();
    if (kind == Activation.Kind.CLIP) {
      Agreement agreement = Agreement.of(file, "pairs", ReadOptions.DEFAULT);
      assertThat(agreement.largest()).isBetween(1e-3, 0.2);
    }
  }

  @Test
  void operatorsOfWholeNumbersAreReadAsFloat() {
    Converted read = read(QuantisedFiles.operators());
    assertThat(ops(read.net()))
        .containsExactly("Convolution", "Activate", "Add", "GlobalPool", "Flatten", "Dense");
    assertThat(Agreement.of(QuantisedFiles.operators(), "q", ReadOptions.DEFAULT).largest())
        .isLessThan(0.15);
    Agreement dynamic = Agreement.of(QuantisedFiles.dynamic(), "d", ReadOptions.DEFAULT);
    assertThat(ops(read(QuantisedFiles.dynamic()).net()))
        .containsExactly("Convolution", "Activate");
    assertThat(dynamic.largest()).isBetween(1e-4, 0.02 * dynamic.scale());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    OnnxFile file = new OnnxFile(17, -1, 3, 8, 8);
    file.node("Resize", List.of("*", "", file.floats(new float[] {1, 1, 2, 2}, 4)));
    file.then("Relu").then("Einsum", "equation", "nchw->nchw");
    String a = file.last();
    file.node("Conv", List.of("x", file.node("Relu", List.of("x"))));
    file.node("Add", List.of("*", a));
    UnreadableModelException e =
        catchThrowableOfType(UnreadableModelException.class, () -> read(file.bytes()));
    assertThat(e.problems())
        .extracting(problem -> problem.operator() + " " + problem.node())
        .containsExactly("Resize Resize0", "Einsum Einsum2", "Conv Conv4");
    assertThat(e.problems().get(2).reason()).contains("computed, not a weight");
    assertThat(e).hasMessageContaining("Resize0").hasMessageContaining("Einsum2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "shuffle", "tanh-gelu", "live-product", "spatial-attention"})
  void whatHasNoLayerIsNamedAndNotReadWrongly(String kind) {
    OnnxFile file = new OnnxFile(20, -1, 4, 8, 8);
    switch (kind) {
      case "mean" -> {
        file.node("ReduceMean", List.of("*", file.longs(1)));
        file.node("Mul", List.of("x", "*"));
      }
      case "shuffle" -> {
        file.node("Reshape", List.of("*", file.longs(-1, 2, 2, 8, 8)));
        file.then("Transpose", "perm", new long[] {0, 2, 1, 3, 4});
        file.node("Reshape", List.of("*", file.longs(-1, 4, 8, 8)));
      }
      case "tanh-gelu" -> file.then("Gelu", "approximate", "tanh");
      case "live-product" -> file.node("MatMul", List.of("x", "x"));
      default -> file.node("Mul", List.of("x", file.conv(1, 4, 1, true).last()));
    }
    assertThatThrownBy(() -> read(file.bytes())).isInstanceOf(UnreadableModelException.class);
  }

  @Test
  void aFreeSizeMustBeNamedAndAFixedOneMayBeChanged() {
    byte[] free = new OnnxFile(17, -1, 3, -1, -1).conv(4, 3, 3, true).bytes();
    assertThatThrownBy(() -> read(free)).isInstanceOf(UsageException.class);
    Converted sized = OnnxReader.read(free, "free", ReadOptions.size(9, 12));
    assertThat(sized.net().shape()).isEqualTo(new Shape(3, 9, 12));
    assertThat(Agreement.of(free, "free", ReadOptions.size(9, 12)).largest()).isLessThan(1e-5);

    byte[] fixed = FILES.get("squeeze-excite");
    Converted other = OnnxReader.read(fixed, "fixed", ReadOptions.size(20, 21));
    assertThat(other.net().shape()).isEqualTo(new Shape(3, 20, 21));
    assertThat(other.facts().own()).isEqualTo(new Shape(3, 13, 10));
    assertThat(other.facts().notes()).anyMatch(note -> note.contains("3x20x21"));
  }

  @Test
  void aFileWithItsChannelsLastBecomesANetWithThemFirst() {
    Converted read = read(FILES.get("channels-last"));
    assertThat(read.facts().channelsLast()).isTrue();
    assertThat(read.net().shape()).isEqualTo(new Shape(3, 11, 8));
  }

  @Test
  void namesOfNodesAndMetadataStay(@TempDir Path folder) throws IOException {
    byte[] file = FILES.get("batch-norm");
    ModelProto model =
        ModelProto.parseFrom(file).toBuilder()
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey("k").setValue("v"))
            .build();
    Path path = folder.resolve("modèle.onnx");
    Files.write(path, model.toByteArray());
    Converted read = OnnxReader.read(path, ReadOptions.DEFAULT);
    assertThat(read.facts().metadata()).containsEntry("k", "v");
    assertThat(read.net().nodes())
        .extracting(Node::name)
        .containsExactly("Conv0", "BatchNormalization1", "Relu2");
    byte[] written =
        OnnxWriter.write(
            read.net(),
            read.parameters(),
            new OnnxWriter.Options(false, Map.of("ocelli.task", "classify"), "in", "out"));
    ModelProto back = ModelProto.parseFrom(written);
    assertThat(back.getGraph().getNodeList())
        .extracting(node -> node.getName())
        .containsExactly("Conv0", "BatchNormalization1", "Relu2", "answer");
    assertThat(back.getMetadataProps(0).getValue()).isEqualTo("classify");
  }

  @Test
  void weightsInAFileBesideAreReadAndAMissingOneIsNamed(@TempDir Path folder) throws IOException {
    byte[] file = FILES.get("conv");
    ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
    TensorProto.Builder weight = model.getGraphBuilder().getInitializerBuilder(0);
    ByteString raw = weight.getRawData();
    Files.write(folder.resolve("weights.bin"), raw.toByteArray());
    weight
        .clearRawData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
    Path path = folder.resolve("model.onnx");
    Files.write(path, model.build().toByteArray());
    Converted read = OnnxReader.read(path, ReadOptions.DEFAULT);
    assertThat(read.parameters().all())
        .containsOnlyKeys(read(file).parameters().all().keySet().toArray(String[]::new));
    Files.delete(folder.resolve("weights.bin"));
    assertThatThrownBy(() -> OnnxReader.read(path, ReadOptions.DEFAULT))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("weights.bin");
  }

  @Test
  void whatIsNoModelIsCalledByItsName(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("model.onnx");
    Files.write(page, "<!doctype html><html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OnnxReader.read(page, ReadOptions.DEFAULT))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("HTML");
  }
}
