package io.ocelli.model.quantize;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** Constants and nodes as ONNX messages. */
final class Values {
  /** The largest finite number of half precision. */
  static final float LARGEST_HALF = 65504;

  private Values() {}

  static float[] floats(TensorProto tensor) {
    if (tensor.getRawData().isEmpty()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return values;
    }
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static TensorProto tensor(String name, int type, ByteBuffer bytes, List<Long> dims) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type)
        .setRawData(ByteString.copyFrom(bytes))
        .addAllDims(dims)
        .build();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  static TensorProto floats(String name, float[] values, List<Long> dims) {
    ByteBuffer bytes = bytes(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT_VALUE, bytes, dims);
  }

  /** Half precision; what is larger than its largest number becomes that. */
  static TensorProto halves(String name, float[] values, List<Long> dims) {
    ByteBuffer bytes = bytes(values.length * Short.BYTES);
    for (float value : values) {
      float bounded = Math.max(-LARGEST_HALF, Math.min(LARGEST_HALF, value));
      bytes.putShort(Fp16Conversions.floatToFp16(bounded));
    }
    return tensor(name, TensorProto.DataType.FLOAT16_VALUE, bytes.flip(), dims);
  }

  static TensorProto longs(String name, List<Long> values) {
    ByteBuffer bytes = bytes(values.size() * Long.BYTES);
    values.forEach(bytes::putLong);
    return tensor(
        name, TensorProto.DataType.INT64_VALUE, bytes.flip(), List.of((long) values.size()));
  }

  static TensorProto ints(String name, int[] values) {
    ByteBuffer bytes = bytes(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT32_VALUE, bytes, List.of((long) values.length));
  }

  static TensorProto int8(String name, byte[] values, List<Long> dims) {
    return tensor(name, TensorProto.DataType.INT8_VALUE, ByteBuffer.wrap(values), dims);
  }

  static TensorProto uint8(String name, int value) {
    return tensor(
        name,
        TensorProto.DataType.UINT8_VALUE,
        ByteBuffer.wrap(new byte[] {(byte) value}),
        List.of());
  }

  static NodeProto.Builder node(String op, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .setName(output)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}
