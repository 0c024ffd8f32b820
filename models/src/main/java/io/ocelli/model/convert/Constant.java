package io.ocelli.model.convert;

import java.util.Arrays;
import onnx.Onnx.TensorProto;

/**
 * A tensor of the file whose values are known: weights, or numbers that shapes are computed of.
 *
 * @param dims its sides; none for a single number
 * @param type element type, as ONNX numbers them
 * @param values float[] for real numbers, long[] for whole ones
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record Constant(long[] dims, int type, Object values) {
  static Constant ofFloats(float[] values, long... dims) {
    return new Constant(dims, TensorProto.DataType.FLOAT_VALUE, values);
  }

  static Constant ofLongs(long[] values, long... dims) {
    return new Constant(dims, TensorProto.DataType.INT64_VALUE, values);
  }

  boolean isReal() {
    return values instanceof float[];
  }

  int size() {
    return values instanceof float[] reals ? reals.length : ((long[]) values).length;
  }

  double at(int index) {
    return values instanceof float[] reals ? reals[index] : ((long[]) values)[index];
  }

  float[] floats() {
    if (values instanceof float[] reals) {
      return reals;
    }
    long[] whole = (long[]) values;
    float[] result = new float[whole.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = whole[i];
    }
    return result;
  }

  long[] longs() {
    if (values instanceof long[] whole) {
      return whole;
    }
    float[] reals = (float[]) values;
    long[] result = new long[reals.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (long) reals[i];
    }
    return result;
  }

  int[] ints() {
    return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
  }

  /** The same values in another shape. */
  Constant reshaped(long... shape) {
    return new Constant(shape, type, values);
  }

  /** Values at other places: {@code result[i] = this[from[i]]}. */
  Constant picked(int[] from, long... shape) {
    if (values instanceof float[] reals) {
      float[] result = new float[from.length];
      for (int i = 0; i < from.length; i++) {
        result[i] = reals[from[i]];
      }
      return new Constant(shape, type, result);
    }
    long[] whole = (long[]) values;
    long[] result = new long[from.length];
    for (int i = 0; i < from.length; i++) {
      result[i] = whole[from[i]];
    }
    return new Constant(shape, type, result);
  }

  static int count(long... dims) {
    long count = 1;
    for (long dim : dims) {
      count = Math.multiplyExact(count, dim);
    }
    return Math.toIntExact(count);
  }

  /** The lowest and highest value of a quantised type: uint8, int8, uint16, int16 or int32. */
  static long[] range(int type) {
    return switch (type) {
      case TensorProto.DataType.UINT8_VALUE -> new long[] {0, 255};
      case TensorProto.DataType.INT8_VALUE -> new long[] {-128, 127};
      case TensorProto.DataType.UINT16_VALUE -> new long[] {0, 65535};
      case TensorProto.DataType.INT16_VALUE -> new long[] {-32768, 32767};
      default -> new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE};
    };
  }
}
