package io.ocelli.model.convert;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** Reads the values of ONNX tensors. */
final class TensorFile {
  private TensorFile() {}

  /**
   * The values of a tensor.
   *
   * @throws Unreadable when it is of another type, lies in another file, or is too short
   */
  static Constant read(TensorProto tensor) {
    if (tensor.getExternalDataCount() > 0) {
      throw new Unreadable("the values of '" + tensor.getName() + "' lie in another file");
    }
    long[] dims = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int type = tensor.getDataType();
    Object values = tensor.getRawData().isEmpty() ? listed(tensor) : raw(tensor);
    Constant constant = new Constant(dims, type, values);
    if (constant.size() != Constant.count(dims)) {
      throw new Unreadable(
          "'"
              + tensor.getName()
              + "' has "
              + constant.size()
              + " values, its shape "
              + List.of(tensor.getDimsList())
              + " needs "
              + Constant.count(dims));
    }
    return constant;
  }

  private static Object listed(TensorProto tensor) {
    switch (tensor.getDataType()) {
      case TensorProto.DataType.FLOAT_VALUE -> {
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = tensor.getFloatData(i);
        }
        return values;
      }
      case TensorProto.DataType.DOUBLE_VALUE -> {
        float[] values = new float[tensor.getDoubleDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) tensor.getDoubleData(i);
        }
        return values;
      }
      case TensorProto.DataType.FLOAT16_VALUE -> {
        float[] values = new float[tensor.getInt32DataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = Fp16Conversions.fp16ToFloat((short) tensor.getInt32Data(i));
        }
        return values;
      }
      case TensorProto.DataType.INT64_VALUE -> {
        return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
      }
      default -> {
        require(tensor);
        return tensor.getInt32DataList().stream().mapToLong(Integer::longValue).toArray();
      }
    }
  }

  private static Object raw(TensorProto tensor) {
    ByteString raw = tensor.getRawData();
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.getDataType()) {
      case TensorProto.DataType.FLOAT_VALUE -> {
        float[] values = new float[raw.size() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
      }
      case TensorProto.DataType.DOUBLE_VALUE -> {
        float[] values = new float[raw.size() / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) bytes.getDouble();
        }
        return values;
      }
      case TensorProto.DataType.FLOAT16_VALUE -> {
        float[] values = new float[raw.size() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
          values[i] = Fp16Conversions.fp16ToFloat(bytes.getShort());
        }
        return values;
      }
      default -> {
        require(tensor);
        return whole(bytes, tensor.getDataType());
      }
    }
  }

  private static long[] whole(ByteBuffer bytes, int type) {
    int width =
        switch (type) {
          case TensorProto.DataType.INT64_VALUE -> Long.BYTES;
          case TensorProto.DataType.INT32_VALUE -> Integer.BYTES;
          case TensorProto.DataType.INT16_VALUE, TensorProto.DataType.UINT16_VALUE -> Short.BYTES;
          default -> 1;
        };
    long[] values = new long[bytes.remaining() / width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case TensorProto.DataType.INT64_VALUE -> bytes.getLong();
            case TensorProto.DataType.INT32_VALUE -> bytes.getInt();
            case TensorProto.DataType.INT16_VALUE -> bytes.getShort();
            case TensorProto.DataType.UINT16_VALUE -> Short.toUnsignedLong(bytes.getShort());
            case TensorProto.DataType.INT8_VALUE -> bytes.get();
            default -> Byte.toUnsignedLong(bytes.get());
          };
    }
    return values;
  }

  private static void require(TensorProto tensor) {
    switch (tensor.getDataType()) {
      case TensorProto.DataType.INT32_VALUE,
          TensorProto.DataType.INT64_VALUE,
          TensorProto.DataType.INT16_VALUE,
          TensorProto.DataType.UINT16_VALUE,
          TensorProto.DataType.INT8_VALUE,
          TensorProto.DataType.UINT8_VALUE,
          TensorProto.DataType.BOOL_VALUE -> {}
      default -> {
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        throw new Unreadable("'" + tensor.getName() + "' holds values of type " + type);
      }
    }
  }
}
