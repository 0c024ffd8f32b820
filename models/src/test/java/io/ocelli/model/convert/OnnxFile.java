package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Writes ONNX files node by node; weights are random, of a fixed seed. */
final class OnnxFile {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final Random random = new Random(7);
  private final int opset;
  private String last;

  /** With an input "x" of these sides; -1 is free. */
  OnnxFile(int opset, long... sides) {
    this.opset = opset;
    graph.addInput(value("x", sides));
    last = "x";
  }

  private static ValueInfoProto value(String name, long... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long side : sides) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          side < 0
              ? dimension.setDimParam("n" + shape.getDimCount())
              : dimension.setDimValue(side));
    }
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(1);
    if (sides.length > 0) {
      type.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  String last() {
    return last;
  }

  /** Adds a weight of normal deviates times scale plus centre; gives its name. */
  String weights(double centre, double scale, long... dims) {
    float[] values = new float[Constant.count(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (centre + scale * random.nextGaussian());
    }
    return floats(values, dims);
  }

  String floats(float[] values, long... dims) {
    String name = "w" + graph.getInitializerCount();
    graph.addInitializer(OnnxParts.tensor(name, values, dims));
    return name;
  }

  String number(double value) {
    return floats(new float[] {(float) value});
  }

  String longs(long... values) {
    String name = "w" + graph.getInitializerCount();
    graph.addInitializer(OnnxParts.longs(name, values));
    return name;
  }

  /** One whole number without sides, as Gather wants it. */
  String index(long value) {
    String name = "w" + graph.getInitializerCount();
    graph.addInitializer(TensorProto.newBuilder().setName(name).setDataType(7).addInt64Data(value));
    return name;
  }

  String bytes(boolean signed, int[] values, long... dims) {
    String name = "w" + graph.getInitializerCount();
    byte[] raw = new byte[values.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) values[i];
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(signed ? 3 : 2)
            .setRawData(ByteString.copyFrom(raw));
    Arrays.stream(dims).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  String ints(int[] values, long... dims) {
    String name = "w" + graph.getInitializerCount();
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(6);
    Arrays.stream(values).forEach(tensor::addInt32Data);
    Arrays.stream(dims).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  /** A node on the last value (named "x" in inputs as "*") and others; gives its output. */
  String node(String op, List<String> inputs, Object... attributes) {
    return node("", op, 1, inputs, attributes).get(0);
  }

  List<String> node(
      String domain, String op, int outputs, List<String> inputs, Object... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(op).setDomain(domain).setName(op + graph.getNodeCount());
    inputs.forEach(input -> node.addInput(input.equals("*") ? last : input));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      names.add("v" + graph.getNodeCount() + (i == 0 ? "" : "_" + i));
      node.addOutput(names.get(i));
    }
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.addNode(node);
    last = names.get(0);
    return names;
  }

  private static AttributeProto attribute(String name, Object value) {
    if (value instanceof long[] whole) {
      return OnnxParts.ints(name, whole);
    }
    if (value instanceof Float real) {
      return OnnxParts.real(name, real);
    }
    if (value instanceof Integer whole) {
      return OnnxParts.integer(name, whole);
    }
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8((String) value))
        .build();
  }

  /** A convolution of the last value with random weights. */
  OnnxFile conv(int out, int in, int kernel, boolean bias, Object... attributes) {
    List<String> inputs = new ArrayList<>(List.of("*"));
    double scale = 1 / Math.sqrt((double) in * kernel * kernel);
    inputs.add(weights(0, scale, out, in, kernel, kernel));
    if (bias) {
      inputs.add(weights(0, 0.5, out));
    }
    node("Conv", inputs, attributes);
    return this;
  }

  OnnxFile norm(int channels) {
    node(
        "BatchNormalization",
        List.of(
            "*",
            weights(1, 0.2, channels),
            weights(0, 0.2, channels),
            weights(0, 0.2, channels),
            positive(channels)),
        "epsilon",
        1e-3f);
    return this;
  }

  private String positive(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.2f + random.nextFloat();
    }
    return floats(values, count);
  }

  OnnxFile then(String op, Object... attributes) {
    node(op, List.of("*"), attributes);
    return this;
  }

  byte[] bytes() {
    graph.clearOutput().addOutput(value(last));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
