package io.ocelli.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ByteSource;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import io.ocelli.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;

class OnnxPipelineTest {
  private static final Preprocess INPUT = Preprocess.stretch01(4, 4);
  private static final OnnxOptions CPU = OnnxOptions.SHARED.withDevice(Device.CPU);

  /** A graph from "in" to "out". */
  private static OnnxModel model(long batch, NodeProto... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("test")
            .addInput(value("in", batch, 3, 4, 4))
            .addOutput(value("out", 0, 0, 0, 0));
    for (NodeProto node : nodes) {
      graph.addNode(node);
    }
    return open(graph.build());
  }

  private static OnnxModel open(GraphProto graph) {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(7)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
            .setGraph(graph)
            .build();
    return OnnxModel.open(model.toByteArray(), "test.onnx", CPU);
  }

  /** Sides of 0 are free. */
  private static ValueInfoProto value(String name, long... sides) {
    return value(TensorProto.DataType.FLOAT, name, sides);
  }

  private static ValueInfoProto value(TensorProto.DataType type, String name, long... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long side : sides) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(side > 0 ? dimension.setDimValue(side) : dimension.setDimParam(name + "n"));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs))
        .build();
  }

  private static NodeProto meanOfTheBatch(String output, String input) {
    return node("ReduceMean", output, input).toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(0))
        .build();
  }

  /** Plain grey pictures of rising brightness; every third one is no picture. */
  private static List<ByteSource> pictures(int count) {
    List<ByteSource> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = "no picture".getBytes(StandardCharsets.UTF_8);
      if (i % 3 != 2) {
        try (Image grey = Image.blank(5, 5, 3 * i, 3 * i, 3 * i)) {
          bytes = grey.encode(ImageFormat.PNG);
        }
      }
      pictures.add(ByteSource.of("picture " + i, bytes));
    }
    return pictures;
  }

  private static void checkMeans(OnnxPipeline pipeline, int count) {
    List<Inference> seen = new ArrayList<>();
    pipeline.run(pictures(count), seen::add);
    assertThat(seen).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(seen.get(i).index()).isEqualTo(i);
      assertThat(seen.get(i).source().name()).isEqualTo("picture " + i);
      if (i % 3 == 2) {
        assertThat(seen.get(i)).isInstanceOf(Inference.Failed.class);
        continue;
      }
      FloatTensor answer = ((Inference.Done) seen.get(i)).outputs().get(0);
      assertThat(answer.shape()).startsWith(1L, 3L);
      assertThat(answer.values()).hasSize(3).containsOnly(answer.values()[0]);
      assertThat(answer.values()[0] * 255).isBetween(3 * i - 0.01f, 3 * i + 0.01f);
    }
  }

  @Test
  void batchesHoldWhatCanBeReadAndEachPictureGetsItsOwnAnswer() {
    for (int batch : new int[] {1, 2, 4, 7}) {
      for (int threads : new int[] {1, 3}) {
        OnnxModel model = model(0, node("GlobalAveragePool", "out", "in"));
        try (OnnxPipeline pipeline = new OnnxPipeline(model, INPUT, List.of(), threads, batch)) {
          checkMeans(pipeline, 83);
          assertThat(pipeline.batch()).isEqualTo(batch);
        }
      }
    }
  }

  @Test
  void aBatchThatTheModelFixesIsFilledOrPadded() {
    OnnxModel model = model(3, node("GlobalAveragePool", "out", "in"));
    try (OnnxPipeline pipeline = new OnnxPipeline(model, INPUT, List.of(), 2)) {
      checkMeans(pipeline, 40);
      assertThat(pipeline.batch()).isEqualTo(3);
      try (Image white = Image.blank(4, 4, 255, 255, 255)) {
        assertThat(pipeline.run(white).get(0).values()).containsExactly(1, 1, 1);
      }
    }
  }

  @Test
  void aModelThatMixesItsBatchIsRunPictureByPicture() {
    OnnxModel model =
        model(
            0,
            node("GlobalAveragePool", "means", "in"),
            meanOfTheBatch("all", "means"),
            node("Sub", "off", "means", "all"),
            node("Add", "out", "means", "off"));
    try (OnnxPipeline pipeline = new OnnxPipeline(model, INPUT, List.of(), 2)) {
      assertThat(pipeline.batch()).isEqualTo(1);
      checkMeans(pipeline, 40);
    }
  }

  @Test
  void anOutputWithoutARowForEachPictureIsNotCutIntoRows() {
    OnnxModel model =
        model(0, node("GlobalAveragePool", "means", "in"), meanOfTheBatch("out", "means"));
    try (OnnxPipeline pipeline = new OnnxPipeline(model, INPUT, List.of(), 2)) {
      assertThat(pipeline.batch()).isEqualTo(1);
      checkMeans(pipeline, 40);
    }
  }

  @Test
  void dynamicallyQuantisedModelsAreRunPictureByPictureAndOthersAreNot() {
    Preprocess imagenet = Preprocess.imagenet(224);
    for (String name : List.of("mobilenetv2-12-qdq.onnx", "mobilenetv2-12-int8.onnx")) {
      OnnxModel model = OnnxModel.open(TestData.require("models/" + name), CPU);
      try (OnnxPipeline pipeline = new OnnxPipeline(model, imagenet, List.of(), 2)) {
        assertThat(pipeline.batch()).as(name).isEqualTo(name.contains("qdq") ? 4 : 1);
      }
    }
  }

  @Test
  void bytesWithTheChannelsLastAreFedToAModelThatTakesThem() {
    for (TensorProto.DataType type :
        List.of(
            TensorProto.DataType.UINT8, TensorProto.DataType.FLOAT16, TensorProto.DataType.FLOAT)) {
      NodeProto cast =
          node("Cast", "real", "in").toBuilder()
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("to")
                      .setType(AttributeProto.AttributeType.INT)
                      .setI(TensorProto.DataType.FLOAT_VALUE))
              .build();
      NodeProto mean =
          node("ReduceMean", "out", "real").toBuilder()
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("axes")
                      .setType(AttributeProto.AttributeType.INTS)
                      .addInts(1)
                      .addInts(2))
              .build();
      GraphProto graph =
          GraphProto.newBuilder()
              .setName("test")
              .addInput(value(type, "in", 0, 4, 4, 3))
              .addOutput(value("out", 0, 0, 0, 0))
              .addNode(cast)
              .addNode(mean)
              .build();
      Preprocess levels =
          INPUT
              .withValues(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0))
              .withLayout(Preprocess.Layout.NHWC);
      try (OnnxPipeline pipeline = new OnnxPipeline(open(graph), levels, List.of(), 2);
          Image image = Image.blank(9, 5, 10, 20, 30)) {
        assertThat(pipeline.batch()).isEqualTo(4);
        FloatTensor answer = pipeline.run(image).get(0);
        assertThat(answer.values()).as(type.name()).containsExactly(30, 20, 10);
      }
    }
  }
}
