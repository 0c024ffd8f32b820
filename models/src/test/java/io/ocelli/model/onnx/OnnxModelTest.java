package io.ocelli.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ocelli.error.OcelliException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {
  private static final OnnxOptions CPU = OnnxOptions.SHARED.withDevice(Device.CPU);

  @TempDir Path folder;

  static FloatBuffer noise(int floats) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    Random random = new Random(7);
    for (int i = 0; i < floats; i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }

  @Test
  void saysWhatTheModelTakesAndGives() {
    try (OnnxModel model =
        OnnxModel.open(TestData.require("models/mobilenetv2-12-qdq.onnx"), CPU)) {
      assertThat(model.imageInput().shape()).containsExactly(-1L, 3L, 224L, 224L);
      assertThat(model.imageInput()).hasToString("input: float32[batch_size,3,224,224]");
      assertThat(model.outputs()).singleElement().extracting(TensorSpec::rank).isEqualTo(2);
      assertThat(model.fixedBatch()).isEmpty();
      assertThat(model.provider().device()).isEqualTo(Device.CPU);
    }
  }

  @Test
  void readsMetadataAndManyOutputs() {
    try (OnnxModel yolo = OnnxModel.open(TestData.require("models/yolov8n_int8.onnx"), CPU)) {
      assertThat(yolo.metadata()).containsKeys("names", "stride");
    }
    try (OnnxModel faces = OnnxModel.open(TestData.require("models/yunet_n_dynamic.onnx"), CPU);
        OnnxModel.Binding small = faces.bind(noise(3 * 64 * 96), List.of(), 1, 3, 64, 96)) {
      List<FloatTensor> answers = small.run();
      assertThat(answers).hasSize(12);
      assertThat(answers).extracting(FloatTensor::name).contains("cls_8", "kps_32");
      assertThat(answers.get(0).shape()).containsExactly(1L, 96L, 1L);
    }
  }

  @Test
  void aBatchGivesTheAnswersOfItsPictures() {
    try (OnnxModel model =
        OnnxModel.open(TestData.require("models/mobilenetv2-12-qdq.onnx"), CPU)) {
      FloatBuffer three = noise(3 * 3 * 224 * 224);
      float[] together = model.run(three, 3);
      assertThat(together).hasSize(3000);
      three.position(2 * 3 * 224 * 224);
      float[] last = model.run(three, 1);
      assertThat(three.position()).isEqualTo(2 * 3 * 224 * 224);
      assertThat(Arrays.copyOfRange(together, 2000, 3000)).containsExactly(last, within(1e-3f));
    }
  }

  @Test
  void aModelOfFixedBatchRunsPictureByPicture() {
    Path file = TestData.require("models/plantvillage38-mobilenetv2-int8.onnx");
    try (OnnxModel model = OnnxModel.open(file, CPU)) {
      assertThat(model.fixedBatch()).hasValue(1);
      FloatBuffer two = noise(2 * 3 * 224 * 224);
      List<FloatTensor> both = model.runAll(two, 2, List.of());
      assertThat(both.get(0).shape()).containsExactly(2L, 38L);
      two.position(3 * 224 * 224);
      assertThat(Arrays.copyOfRange(both.get(0).values(), 38, 76))
          .containsExactly(model.run(two, 1));
    }
  }

  @Test
  void bytesOpenLikeTheFile() throws IOException {
    Path file = TestData.require("models/mnist-opt.onnx");
    FloatBuffer picture = noise(784);
    try (OnnxModel fromFile = OnnxModel.open(file, CPU);
        OnnxModel fromBytes = OnnxModel.open(Files.readAllBytes(file), "digits", CPU)) {
      assertThat(fromBytes.run(picture, 1)).containsExactly(fromFile.run(picture, 1));
      assertThat(fromBytes.name()).isEqualTo("digits");
    }
  }

  @Test
  void namesWithAnyScriptOpen() throws IOException {
    Path copy = folder.resolve("лист 葉 🍅.onnx");
    Files.copy(TestData.require("models/mnist-opt.onnx"), copy);
    try (OnnxModel model = OnnxModel.open(copy, CPU)) {
      assertThat(model.run(noise(784), 1)).hasSize(10);
    }
  }

  @Test
  void wrongShapesAreNamed() {
    try (OnnxModel model = OnnxModel.open(TestData.require("models/mnist-opt.onnx"), CPU)) {
      assertThatThrownBy(() -> model.bind(noise(784), List.of(), 1, 3, 28, 28))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("1x3x28x28")
          .hasMessageContaining("Input3: float32[1,1,28,28]");
      assertThatThrownBy(() -> model.run(noise(700), 1))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("700 floats for 1x1x28x28");
      assertThatThrownBy(() -> model.run(noise(784), 2)).isInstanceOf(OcelliException.class);
      assertThatThrownBy(() -> model.runAll(noise(784), 1, List.of("Plus214_Output")))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("did you mean 'Plus214_Output_0'?");
    }
  }

  static Stream<Arguments> foreignFiles() {
    return Stream.of(
        arguments("", "empty"),
        arguments("just some words", "text file"),
        arguments("<!DOCTYPE html><html>Not found</html>", "HTML page"),
        arguments("version https://git-lfs.github.com/spec/v1\noid", "git lfs pull"),
        arguments("PK\003\004....archive/data.pkl", "torch.onnx.export"),
        arguments("PK\003\004....coefficients.bin", "ocelli export"),
        arguments("\u0089HDF\r\n\032\n\000", "tf2onnx"),
        arguments("\000\001\002\003", "not an ONNX model"));
  }

  @ParameterizedTest
  @MethodSource("foreignFiles")
  void whatIsNoModelIsCalledByItsName(String content, String expected) throws IOException {
    Path file = folder.resolve("best.onnx");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> OnnxModel.open(file, CPU))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("not an ONNX model")
        .hasMessageContaining(expected)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> OnnxModel.open(Files.readAllBytes(file), "bytes", CPU))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(TestData.require("models/mobilenetv2-12-qdq.onnx"));
    for (int length : new int[] {100, 5000, whole.length / 2, whole.length - 1}) {
      Path file = folder.resolve("cut" + length + ".onnx");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> OnnxModel.open(file, CPU))
          .as("%d bytes", length)
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    Files.createFile(folder.resolve("leaves.onnx"));
    assertThatThrownBy(() -> OnnxModel.open(folder.resolve("leafs.onnx"), CPU))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("did you mean 'leaves.onnx'?");
    assertThatThrownBy(() -> OnnxModel.open(folder, CPU))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void theGraphIsReadWithoutTheEngine() throws IOException {
    OnnxGraph graph = OnnxGraph.read(TestData.require("models/mobilenetv2-12-qdq.onnx"));
    assertThat(graph.outputs()).containsExactly("output");
    assertThat(graph.operatorOf("output")).isPresent();
    OnnxGraph yolo = OnnxGraph.read(TestData.require("models/yolov8n_int8.onnx"));
    assertThat(yolo.metadata()).containsKeys("names", "stride");
    assertThat(yolo.irVersion()).isEqualTo(9);
    OnnxGraph faces = OnnxGraph.read(TestData.require("models/ultraface-RFB-320.onnx"));
    assertThat(faces.operatorOf("scores")).hasValue("Softmax");
  }
}
