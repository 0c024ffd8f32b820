package io.ocelli.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classification;
import io.ocelli.model.Classifier;
import io.ocelli.model.ModelCard;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.UByteRawIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model of the test data, added to a store as a user does it, answers what was measured
 * elsewhere (expected.json, Python with ONNX Runtime 1.30 on a processor with VNNI).
 */
class ExpectedAnswersTest {
  private static final OnnxOptions CPU = OnnxOptions.SHARED.withDevice(Device.CPU);

  @TempDir Path folder;

  private static JsonNode expected(String model) throws IOException {
    Path json = TestData.require("models/expected.json");
    return new ObjectMapper().readTree(json.toFile()).path("results").path(model);
  }

  private static Path sample(String name) {
    return TestData.require(name.startsWith("../") ? name.substring(3) : "models/samples/" + name);
  }

  private static boolean vnni() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).contains("_vnni");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Probabilities may be off by 0.02, and the order may only differ below a lead of 0.02. More is
   * allowed in one case, where the processor is the cause: the model with fixed scales (qdq)
   * without VNNI, where products of 8 bits are added in 16 bits that saturate. Python with ONNX
   * Runtime 1.30 there gives the same 0.6534 for the cat as Ocelli (expected: 0.7071), the same
   * 0.6070 for the hot dog (0.6787) and the same 0.1905 for the uniform (0.3441).
   */
  private static double tolerance(String model) {
    return model.contains("qdq") ? vnni() ? 0.02 : 0.16 : 0.02;
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2-12-qdq.onnx, imagenet1000.names, IMAGENET",
    "mobilenetv2-12-int8.onnx, imagenet1000.names, IMAGENET",
    "plantvillage38-mobilenetv2-int8.onnx, plantvillage38.names, IMAGENET_STRETCH",
    "mnist-opt.onnx, , NONE"
  })
  void classifiersAnswerAsMeasured(String model, String names, InputPreset preset)
      throws IOException {
    List<String> labels =
        names == null
            ? List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            : Labels.read(TestData.require("models/" + names));
    ModelStore.Added added =
        ModelStore.at(folder)
            .add(
                ModelAddition.of(TestData.require("models/" + model))
                    .withLabels(labels)
                    .withPreset(preset));
    JsonNode pictures = expected(model);
    assertThat(pictures).isNotEmpty();
    try (Classifier classifier = Classifier.open(added.model().file())) {
      pictures
          .properties()
          .forEach(
              picture ->
                  agrees(
                      picture.getKey(),
                      picture.getValue(),
                      classifier.classify(sample(picture.getKey()), labels.size()),
                      tolerance(model)));
    }
  }

  private static void agrees(
      String picture, JsonNode expected, List<Classification> answers, double tolerance) {
    assertThat(expected).isNotEmpty();
    List<Integer> order = answers.stream().map(Classification::index).toList();
    for (int rank = 0; rank < expected.size(); rank++) {
      JsonNode entry = expected.get(rank);
      Classification answer = answers.get(order.indexOf(entry.path("index").asInt()));
      assertThat((double) answer.probability())
          .as("%s: %s", picture, answer.label())
          .isCloseTo(entry.path("probability").asDouble(), within(tolerance));
      if (entry.has("name")) {
        assertThat(answer.label()).isEqualTo(entry.path("name").asText());
      }
      for (int lower = rank + 1; lower < expected.size(); lower++) {
        JsonNode other = expected.get(lower);
        double lead = entry.path("probability").asDouble() - other.path("probability").asDouble();
        if (lead > (tolerance > 0.02 ? 2 * tolerance : 0.02)) {
          assertThat(order.indexOf(entry.path("index").asInt()))
              .as("%s: %s before %s", picture, entry, other)
              .isLessThan(order.indexOf(other.path("index").asInt()));
        }
      }
    }
  }

  static Stream<Arguments> detectors() {
    return Stream.of(
        arguments("yolox_nano.onnx", "coco80.names", 0.3, 0.45),
        arguments("yolov8n_int8.onnx", null, 0.4, 0.45),
        arguments("fastestdet-coco.onnx", "coco80-darknet.names", 0.65, 0.45),
        arguments("fastestdet-fruits.onnx", "fruits5.names", 0.8, 0.35),
        arguments("ultraface-RFB-320.onnx", null, 0.7, 0.3),
        arguments("yunet_n_640_640.onnx", null, 0.5, 0.45),
        arguments("yunet_n_dynamic.onnx", null, 0.5, 0.45));
  }

  /**
   * Prepared as their makers do it (OpenCV's resize), the raw outputs hold every box that was
   * measured, and no other, within 0.02 and 2 pixels. Ocelli resizes with antialiasing and rounds
   * the sides of a letterbox, which moved scores by up to 0.031 and edges by up to 5.8 pixels (of a
   * face 125 pixels high).
   */
  @ParameterizedTest
  @MethodSource("detectors")
  void detectorsAnswerAsMeasured(String file, String names, double threshold, double overlap)
      throws IOException {
    ModelStore.Added added =
        ModelStore.at(folder)
            .add(
                ModelAddition.of(TestData.require("models/" + file))
                    .withLabels(
                        names == null ? null : Labels.read(TestData.require("models/" + names))));
    ModelCard card = added.model().card();
    assertThat(card).isNotNull();
    DetectorFamily family = DetectorFamily.parse(card.family(), file);
    Preprocess input = card.input();
    List<String> outputs = new ArrayList<>();
    try (OnnxModel model = OnnxModel.open(added.model().file(), CPU)) {
      model.outputs().forEach(output -> outputs.add(output.name()));
      JsonNode pictures = expected(file.replace("_dynamic", "_640_640"));
      assertThat(pictures).isNotEmpty();
      for (var picture : pictures.properties()) {
        String name = picture.getKey();
        Path path = sample(name);
        try (OnnxPipeline pipeline = OnnxPipeline.borrowing(model, input, outputs);
            Image image = Image.read(path)) {
          Letterbox placed = input.placement(image.width(), image.height());
          Letterbox origin = asOrigin(input, placed);
          List<RawBoxes.Found> asOrigin =
              RawBoxes.of(
                  family,
                  raw(model, input, path, origin),
                  input.width(),
                  input.height(),
                  threshold,
                  overlap);
          List<RawBoxes.Found> asOcelli =
              RawBoxes.of(
                  family, pipeline.run(image), input.width(), input.height(), threshold, overlap);
          String what = file + ", " + name;
          if (picture.getValue().has("faces")) {
            int faces = picture.getValue().path("faces").asInt();
            assertThat(asOrigin).as(what).hasSize(faces);
            assertThat(asOcelli.size()).as(what).isBetween(faces - 2, faces + 2);
          } else {
            recovered(what + ", prepared by OpenCV", picture.getValue(), asOrigin, origin, card)
                .within(0.02, 2);
            recovered(what + ", prepared by Ocelli", picture.getValue(), asOcelli, placed, card)
                .within(0.035, 6);
          }
        }
      }
    }
  }

  /** The outputs for a picture that OpenCV has decoded and resized, as the origins do it. */
  private static List<FloatTensor> raw(
      OnnxModel model, Preprocess input, Path path, Letterbox placed) {
    try (Mat picture = imread(path.toString());
        Mat resized = new Mat();
        Mat frame = new Mat(input.height(), input.width(), CV_8UC3, Scalar.all(input.fill()));
        Rect place = new Rect(placed.left(), placed.top(), placed.width(), placed.height());
        Mat inside = new Mat(frame, place);
        Size size = new Size(placed.width(), placed.height())) {
      resize(picture, resized, size);
      resized.copyTo(inside);
      FloatBuffer values =
          ByteBuffer.allocateDirect(4 * input.elements())
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      UByteRawIndexer pixels = frame.createIndexer();
      boolean rgb = input.color() == Preprocess.ColorOrder.RGB;
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < input.height(); y++) {
          for (int x = 0; x < input.width(); x++) {
            int pixel = pixels.get(y, x, rgb ? 2 - c : c);
            values.put(
                (float) ((pixel * input.scale() - input.mean().get(c)) / input.std().get(c)));
          }
        }
      }
      values.rewind();
      try (OnnxModel.Binding binding = model.bind(values, List.of(), input.shape(1))) {
        return binding.run();
      }
    }
  }

  /** Where the origins put the picture: sides in a corner are cut to whole pixels, not rounded. */
  private static Letterbox asOrigin(Preprocess input, Letterbox placed) {
    if (input.resize() != Preprocess.Resize.LETTERBOX_TOP_LEFT) {
      return placed;
    }
    double scale =
        Math.min(
            input.width() / (double) placed.sourceWidth(),
            input.height() / (double) placed.sourceHeight());
    return new Letterbox(
        placed.sourceWidth(),
        placed.sourceHeight(),
        0,
        0,
        (int) (placed.sourceWidth() * scale),
        (int) (placed.sourceHeight() * scale));
  }

  /** How far the boxes found lie from those expected, at most. */
  private record Distance(String what, double score, double pixels) {
    void within(double scores, double edges) {
      assertThat(score).as("%s: scores", what).isLessThanOrEqualTo(scores);
      assertThat(pixels).as("%s: edges in pixels", what).isLessThanOrEqualTo(edges);
    }
  }

  private static Distance recovered(
      String what,
      JsonNode expected,
      List<RawBoxes.Found> found,
      Letterbox placed,
      ModelCard card) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    double worstScore = 0;
    double worstEdge = 0;
    for (JsonNode entry : expected) {
      double edge = Double.MAX_VALUE;
      double score = Double.MAX_VALUE;
      for (RawBoxes.Found one : found) {
        double off = edge(entry.path("box"), one, placed);
        if (card.labels().get(one.index()).equals(entry.path("name").asText()) && off < edge) {
          edge = off;
          score = Math.abs(one.score() - entry.path("score").asDouble());
        }
      }
      worstScore = Math.max(worstScore, score);
      worstEdge = Math.max(worstEdge, edge);
    }
    return new Distance(what, worstScore, worstEdge);
  }

  private static double edge(JsonNode box, RawBoxes.Found found, Letterbox placed) {
    double[] edges = {
      placed.sourceX(found.box().x1()),
      placed.sourceY(found.box().y1()),
      placed.sourceX(found.box().x2()),
      placed.sourceY(found.box().y2())
    };
    double worst = 0;
    for (int i = 0; i < 4; i++) {
      worst = Math.max(worst, Math.abs(edges[i] - box.get(i).asDouble()));
    }
    return worst;
  }
}
