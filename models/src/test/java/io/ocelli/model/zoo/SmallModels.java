package io.ocelli.model.zoo;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Models of a few steps, made for tests. */
final class SmallModels {
  private SmallModels() {}

  private static ValueInfoProto value(String name, int type, long... shape) {
    TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
    for (long side : shape) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      sides.addDim(
          side < 0 ? one.setDimParam("side" + sides.getDimCount()) : one.setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(sides)))
        .build();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  private static ModelProto model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("test")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph.setName("g"))
        .build();
  }

  private static AttributeProto permutation(long... axes) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
    for (long axis : axes) {
      attribute.addInts(axis);
    }
    return attribute.build();
  }

  /** The mean of each colour of a picture whose channels come last, as probabilities. */
  static byte[] channelsLast(int width, int height) {
    return model(
            GraphProto.newBuilder()
                .addInput(value("x", 1, -1, height, width, 3))
                .addOutput(value("y", 1, -1, 3))
                .addNode(node("Transpose", "t", "x").addAttribute(permutation(0, 3, 1, 2)))
                .addNode(node("GlobalAveragePool", "p", "t"))
                .addNode(node("Flatten", "f", "p"))
                .addNode(node("Softmax", "y", "f")))
        .toByteArray();
  }

  /** A convolution of 3 to 4 channels and the mean of each, whose weights lie in another file. */
  static byte[] scattered(String location) {
    TensorProto kernel =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(4)
            .addDims(3)
            .addDims(1)
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", "16"))
            .addExternalData(entry("length", "48"))
            .build();
    return model(
            GraphProto.newBuilder()
                .addInput(value("x", 1, 1, 3, 32, 32))
                .addOutput(value("y", 1, 1, 4))
                .addInitializer(kernel)
                .addNode(node("Conv", "c", "x", "w"))
                .addNode(node("GlobalAveragePool", "p", "c"))
                .addNode(node("Flatten", "y", "p")))
        .toByteArray();
  }

  /** A model with a step that no engine knows. */
  static byte[] unknownStep() {
    return model(
            GraphProto.newBuilder()
                .addInput(value("x", 1, 1, 3, 8, 8))
                .addOutput(value("y", 1, 1, 3, 8, 8))
                .addNode(node("Sparkle", "y", "x").setDomain("org.example")))
        .toBuilder()
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("org.example").setVersion(3))
        .build()
        .toByteArray();
  }

  /** The same with more key-value pairs. */
  static byte[] withMetadata(byte[] onnx, String... pairs) throws java.io.IOException {
    ModelProto.Builder model = ModelProto.parseFrom(ByteString.copyFrom(onnx)).toBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      model.addMetadataProps(entry(pairs[i], pairs[i + 1]));
    }
    return model.build().toByteArray();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
