package io.ocelli.model.convert;

import java.util.List;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/** Weights between real numbers and quantised ones. */
final class QuantizedNumbers {
  private QuantizedNumbers() {}

  static Constant dequantize(NodeProto node, List<@Nullable Constant> in) {
    if (Graph.integer(node, "block_size", 0) != 0) {
      throw new Unreadable("quantised in blocks");
    }
    return dequantize(
        Folding.first(in, 0),
        Folding.first(in, 1),
        in.size() > 2 ? in.get(2) : null,
        (int) Graph.integer(node, "axis", 1));
  }

  /** (x - zero point) * scale; scale and zero point are numbers, or one for each slice of axis. */
  static Constant dequantize(Constant x, Constant scale, @Nullable Constant zero, int axis) {
    float[] values = new float[x.size()];
    int[] slice = slices(x, scale, axis);
    for (int i = 0; i < values.length; i++) {
      double point = zero == null ? 0 : zero.at(zero.size() == 1 ? 0 : slice[i]);
      // In single precision, as runtimes do.
      values[i] = (float) (x.at(i) - point) * (float) scale.at(slice[i]);
    }
    return Constant.ofFloats(values, x.dims());
  }

  static Constant quantize(NodeProto node, List<@Nullable Constant> in) {
    if (Graph.integer(node, "block_size", 0) != 0) {
      throw new Unreadable("quantised in blocks");
    }
    Constant x = Folding.first(in, 0);
    Constant scale = Folding.first(in, 1);
    Constant zero = in.size() > 2 ? in.get(2) : null;
    int type =
        zero == null
            ? (int) Graph.integer(node, "output_dtype", TensorProto.DataType.UINT8_VALUE)
            : zero.type();
    int[] slice = slices(x, scale, (int) Graph.integer(node, "axis", 1));
    long[] range = Constant.range(type);
    long[] values = new long[x.size()];
    for (int i = 0; i < values.length; i++) {
      double point = zero == null ? 0 : zero.at(zero.size() == 1 ? 0 : slice[i]);
      double rounded = Math.rint((float) x.at(i) / (float) scale.at(slice[i])) + point;
      values[i] = (long) Math.max((double) range[0], Math.min((double) range[1], rounded));
    }
    return new Constant(x.dims(), type, values);
  }

  private static int[] slices(Constant x, Constant scale, int axis) {
    int[] slice = new int[x.size()];
    if (scale.size() == 1) {
      return slice;
    }
    int from = axis < 0 ? axis + x.dims().length : axis;
    if (from >= x.dims().length || x.dims()[from] != scale.size()) {
      throw new Unreadable("as many scales as axis " + axis + " is long are needed");
    }
    int inner = 1;
    for (int i = from + 1; i < x.dims().length; i++) {
      inner *= (int) x.dims()[i];
    }
    for (int i = 0; i < slice.length; i++) {
      slice[i] = i / inner % scale.size();
    }
    return slice;
  }
}
