package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.dataset.ByteSource;
import io.ocelli.image.Preprocess;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.zoo.InputPreset;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of others, read and run as networks, against the files themselves. */
class RealModelsTest {
  private static List<float[]> answers(byte[] onnx, Preprocess input, List<ByteSource> pictures) {
    List<float[]> answers = new ArrayList<>();
    OnnxModel model = OnnxModel.open(onnx, "test", OnnxOptions.SHARED);
    try (OnnxPipeline pipeline = new OnnxPipeline(model, input, List.of(), 2)) {
      pipeline.run(
          pictures,
          inference -> answers.add(((Inference.Done) inference).outputs().get(0).values()));
    }
    return answers;
  }

  private static int top(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** How far the probability of the first class lies above the next. */
  private static double lead(float[] values) {
    int best = top(values);
    double sum = 0;
    double second = 0;
    for (int i = 0; i < values.length; i++) {
      double share = Math.exp(values[i] - values[best]);
      sum += share;
      second = i == best ? second : Math.max(second, share);
    }
    return (1 - second) / sum;
  }

  private static byte[] asRead(Path file) {
    Converted read = OnnxReader.read(file, ReadOptions.DEFAULT);
    return OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
  }

  /** Each picture of so many, in sorted order. */
  private static List<ByteSource> plants(int every) throws IOException {
    try (Stream<Path> files = Files.walk(TestData.require("plants/val"))) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      return IntStream.range(0, sorted.size())
          .filter(i -> i % every == 0)
          .mapToObj(i -> ByteSource.of(sorted.get(i)))
          .toList();
    }
  }

  /**
   * On pictures of leaves, which ImageNet's classes do not fit, the file with fixed scales (qdq)
   * disagrees with itself: ONNX Runtime with its optimisations and without ranks the same class
   * first on 70 of 100 pictures where the processor has no VNNI. The network read as float agrees
   * with either on 71, and with the same network in another quantisation (int8) on 80. So what is
   * asked for is that it agrees where the file is sure.
   */
  @ParameterizedTest
  @CsvSource({
    "mobilenetv2-12-qdq.onnx, IMAGENET, 0.5, 0.9, 2",
    "plantvillage38-mobilenetv2-int8.onnx, IMAGENET_STRETCH, 0, 0.97, 9"
  })
  void aQuantisedNetworkReadAsFloatRanksTheSameFirst(
      String name, InputPreset preset, double lead, double share, int every) throws IOException {
    Path file = TestData.require("models/" + name);
    Preprocess input = preset.preprocess(224, 224, 3);
    List<ByteSource> pictures = plants(every);
    List<float[]> own = answers(Files.readAllBytes(file), input, pictures);
    List<float[]> read = answers(asRead(file), input, pictures);
    assertThat(read).hasSameSizeAs(own);
    int sure = 0;
    int same = 0;
    for (int i = 0; i < own.size(); i++) {
      if (lead(own.get(i)) > lead) {
        sure++;
        same += top(own.get(i)) == top(read.get(i)) ? 1 : 0;
      }
    }
    assertThat(sure).isGreaterThan(20);
    assertThat(same / (double) sure).isGreaterThanOrEqualTo(share);
  }

  /**
   * The uniform's picture has two names near each other (0.34 and 0.29 or less); they change places
   * in the file of the other quantisation too.
   */
  @Test
  void theSamplesKeepTheirNames() throws IOException {
    Path file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    JsonNode expected =
        new ObjectMapper()
            .readTree(TestData.require("models/expected.json").toFile())
            .path("results")
            .path("mobilenetv2-12-qdq.onnx");
    List<ByteSource> pictures = new ArrayList<>();
    List<List<Integer>> allowed = new ArrayList<>();
    expected
        .properties()
        .forEach(
            picture -> {
              String key = picture.getKey();
              String place = key.startsWith("../") ? key.substring(3) : "models/samples/" + key;
              pictures.add(ByteSource.of(TestData.require(place)));
              int first = picture.getValue().get(0).path("index").asInt();
              int second = picture.getValue().get(1).path("index").asInt();
              boolean close = key.equals("grace_hopper.bmp");
              allowed.add(close ? List.of(first, second) : List.of(first));
            });
    List<float[]> read =
        answers(asRead(file), InputPreset.IMAGENET.preprocess(224, 224, 3), pictures);
    assertThat(read).hasSize(5);
    for (int i = 0; i < read.size(); i++) {
      assertThat(allowed.get(i)).contains(top(read.get(i)));
    }
  }

  @Test
  void aFloatNetworkAnswersTheSame() throws IOException {
    Path file = TestData.require("models/mnist-opt.onnx");
    Agreement agreement =
        Agreement.of(Files.readAllBytes(file), file.toString(), ReadOptions.DEFAULT);
    assertThat(agreement.largest()).isLessThanOrEqualTo(1e-5 * agreement.scale());
  }

  @Test
  void aFixedSizeMayBeRead() {
    Path file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Converted small = OnnxReader.read(file, ReadOptions.size(96, 160));
    assertThat(OnnxWriter.shape(small.net()).channels()).isEqualTo(1000);
  }
}
