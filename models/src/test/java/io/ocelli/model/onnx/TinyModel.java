package io.ocelli.model.onnx;

import java.util.Arrays;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/** Writes ONNX models of a few nodes. */
final class TinyModel {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

  /** An input; a side is a number or a name, as in {@code "n"}. */
  TinyModel input(String name, TensorProto.DataType type, Object... sides) {
    graph.addInput(value(name, type, sides));
    return this;
  }

  TinyModel output(String name, TensorProto.DataType type, Object... sides) {
    graph.addOutput(value(name, type, sides));
    return this;
  }

  TinyModel node(String operator, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(operator + "_" + output)
            .addOutput(output)
            .addAllInput(Arrays.asList(inputs)));
    return this;
  }

  TinyModel cast(String output, TensorProto.DataType to, String input) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .setName("Cast_" + output)
            .addOutput(output)
            .addInput(input)
            .addAttribute(
                onnx.Onnx.AttributeProto.newBuilder()
                    .setName("to")
                    .setType(onnx.Onnx.AttributeProto.AttributeType.INT)
                    .setI(to.getNumber())));
    return this;
  }

  /** A node whose output is a sequence. */
  TinyModel sequence(String name, String input) {
    node("SequenceConstruct", name, input);
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setSequenceType(
                        TypeProto.Sequence.newBuilder()
                            .setElemType(value("", TensorProto.DataType.FLOAT).getType()))));
    return this;
  }

  /** A weight of one value, which is listed among the inputs as files of IR 3 must. */
  TinyModel listedWeight(String name, float weight) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT, 1));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(1)
            .addFloatData(weight));
    return this;
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object side : sides) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          side instanceof Integer length
              ? dimension.setDimValue(length)
              : dimension.setDimParam((String) side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
