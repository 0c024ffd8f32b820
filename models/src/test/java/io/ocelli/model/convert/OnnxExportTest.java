package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.model.dl4j.HeadNet;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.dl4j.SmallCnn;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExportTest {
  private static FloatBuffer noise(int n, long seed) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(n * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }

  @ParameterizedTest
  @CsvSource({"32,32,3", "67,50,3", "20,33,1"})
  void aTrainedNetworkAnswersTheSameInOnnxRuntime(int width, int height, int channels) {
    OneDnn.require();
    int n = 6;
    FloatBuffer pixels = noise(n * channels * width * height, 3);
    int[] shape = {channels, height, width};
    try (Network network = Network.create(SmallCnn.of(width, height, channels, 4), 5)) {
      for (int step = 0; step < 8; step++) {
        network.train(
            pixels,
            shape,
            Targets.of(new int[] {0, 1, 2, 3, 0, 1}),
            n,
            StepOptions.of(1e-2, 0.01, 0, step));
      }
      byte[] onnx = OnnxExport.network(network, channels, height, width, Map.of("k", "värde"));
      try (OnnxModel model = OnnxModel.open(onnx, "export", OnnxOptions.SHARED)) {
        assertThat(model.metadata()).containsEntry("k", "värde");
        float[] answers = model.run(pixels, n);
        float[][] expected = network.probabilities(pixels, shape, n);
        for (int i = 0; i < n; i++) {
          for (int k = 0; k < 4; k++) {
            assertThat(answers[i * 4 + k]).isCloseTo(expected[i][k], within(1e-4f));
          }
        }
        assertThat(Arrays.copyOf(answers, 4)).isNotEqualTo(Arrays.copyOfRange(answers, 4, 8));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2-12-qdq.onnx, 464_QuantizeInput, 1280",
    "mobilenetv2-12-int8.onnx, 464, 1280",
    "plantvillage38-mobilenetv2-int8.onnx, /GlobalAveragePool_output_0, 1280",
    "mnist-opt.onnx, '', 256"
  })
  void aHeadJoinedToABackboneAnswersAsThePartsDo(String file, String tensor, int features)
      throws IOException {
    Path path = TestData.require("models/" + file);
    Backbone backbone = Backbone.cut(Files.readAllBytes(path), file);
    if (!tensor.isEmpty()) {
      assertThat(backbone.tensor()).isEqualTo(tensor);
    }
    float[] mean = new float[features];
    float[] deviation = new float[features];
    for (int i = 0; i < features; i++) {
      mean[i] = i % 7 * 0.1f;
      deviation[i] = 0.5f + i % 3;
    }
    try (OnnxModel cut = OnnxModel.open(backbone.featureModel(), file, OnnxOptions.SHARED);
        Network head = Network.create(new HeadNet(features, 16, 5, 0.5), 2)) {
      var input = cut.imageInput();
      int elements = (int) (input.side(1) * input.side(2) * input.side(3));
      FloatBuffer pixels = noise(2 * elements, 1);
      float[] raw = cut.run(pixels, 2);
      assertThat(raw).hasSize(2 * features);
      FloatBuffer scaled = noise(2 * features, 1);
      for (int i = 0; i < raw.length; i++) {
        scaled.put(i, (raw[i] - mean[i % features]) / deviation[i % features]);
      }
      float[][] expected = head.probabilities(scaled, new int[] {features}, 2);
      byte[] joined = OnnxExport.head(backbone, head, mean, deviation, Map.of());
      try (OnnxModel model = OnnxModel.open(joined, file, OnnxOptions.SHARED)) {
        float[] answers = model.run(pixels, 2);
        for (int i = 0; i < 10; i++) {
          assertThat(answers[i]).isCloseTo(expected[i / 5][i % 5], within(1e-4f));
        }
      }
    }
  }
}
