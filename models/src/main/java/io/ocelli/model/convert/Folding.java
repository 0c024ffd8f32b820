package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/** Computes the nodes of a graph whose inputs are all known, as exporters leave many. */
final class Folding {
  private Folding() {}

  /** Replaces nodes by the constants they compute, as far as they need no shape of a picture. */
  static void fold(Graph graph) {
    List<NodeProto> kept = new ArrayList<>();
    for (NodeProto node : graph.nodes()) {
      Constant result = null;
      List<@Nullable Constant> inputs = inputs(graph, node);
      if (inputs != null) {
        try {
          result = evaluate(node, inputs, graph.opset());
        } catch (Unreadable e) {
          graph.problem(node, String.valueOf(e.getMessage()));
        }
      }
      if (result == null) {
        kept.add(node);
      } else {
        graph.put(node.getOutput(0), result);
      }
    }
    graph.nodes(kept);
    graph.dropUnused();
  }

  /** The constants a node reads, null for one left out; null when one is not known. */
  static @Nullable List<@Nullable Constant> inputs(Graph graph, NodeProto node) {
    List<@Nullable Constant> inputs = new ArrayList<>();
    for (String name : node.getInputList()) {
      Constant constant = graph.constant(name);
      if (constant == null && !name.isEmpty()) {
        return null;
      }
      inputs.add(constant);
    }
    return inputs;
  }

  /** What a node computes of constants; null when it is of no kind that is known here. */
  static @Nullable Constant evaluate(NodeProto node, List<@Nullable Constant> in, long opset) {
    if (node.getOutputCount() != 1 || !Graph.isDefault(node.getDomain())) {
      return null;
    }
    return switch (node.getOpType()) {
      case "Constant" -> constant(node);
      case "Identity", "Dropout" -> first(in, 0);
      case "Cast" -> cast(first(in, 0), (int) Graph.integer(node, "to", 1));
      case "Add" -> binary(first(in, 0), first(in, 1), Double::sum);
      case "Sub" -> binary(first(in, 0), first(in, 1), (a, b) -> a - b);
      case "Mul" -> binary(first(in, 0), first(in, 1), (a, b) -> a * b);
      case "Div" -> divide(first(in, 0), first(in, 1));
      case "Pow" -> binary(first(in, 0), first(in, 1), Math::pow);
      case "Min" -> binary(first(in, 0), first(in, 1), Math::min);
      case "Max" -> binary(first(in, 0), first(in, 1), Math::max);
      case "Equal" -> binary(first(in, 0), first(in, 1), (a, b) -> a == b ? 1 : 0);
      case "Sqrt" -> map(first(in, 0), (a, b) -> Math.sqrt(a));
      case "Neg" -> map(first(in, 0), (a, b) -> -a);
      case "Floor" -> map(first(in, 0), (a, b) -> Math.floor(a));
      case "Ceil" -> map(first(in, 0), (a, b) -> Math.ceil(a));
      case "Reciprocal" -> map(first(in, 0), (a, b) -> 1 / a);
      case "DequantizeLinear" -> QuantizedNumbers.dequantize(node, in);
      case "QuantizeLinear" -> QuantizedNumbers.quantize(node, in);
      default -> ConstantShapes.evaluate(node, in, opset);
    };
  }

  static Constant first(List<@Nullable Constant> in, int index) {
    Constant constant = index < in.size() ? in.get(index) : null;
    if (constant == null) {
      throw new Unreadable("input " + (index + 1) + " is missing");
    }
    return constant;
  }

  private static @Nullable Constant constant(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      switch (attribute.getName()) {
        case "value" -> {
          return TensorFile.read(attribute.getT());
        }
        case "value_float" -> {
          return Constant.ofFloats(new float[] {attribute.getF()});
        }
        case "value_int" -> {
          return Constant.ofLongs(new long[] {attribute.getI()});
        }
        case "value_floats" -> {
          float[] values = new float[attribute.getFloatsCount()];
          for (int i = 0; i < values.length; i++) {
            values[i] = attribute.getFloats(i);
          }
          return Constant.ofFloats(values, values.length);
        }
        case "value_ints" -> {
          long[] values = attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
          return Constant.ofLongs(values, values.length);
        }
        default -> {
          // Texts and sparse tensors are nothing that a network of pictures computes with.
        }
      }
    }
    return null;
  }

  private static Constant cast(Constant x, int type) {
    boolean real =
        type == TensorProto.DataType.FLOAT_VALUE
            || type == TensorProto.DataType.DOUBLE_VALUE
            || type == TensorProto.DataType.FLOAT16_VALUE
            || type == TensorProto.DataType.BFLOAT16_VALUE;
    return new Constant(x.dims(), type, real ? x.floats() : x.longs());
  }

  private static Constant map(Constant x, DoubleBinaryOperator function) {
    return binary(x, x, function);
  }

  private static Constant divide(Constant a, Constant b) {
    // Whole numbers are divided towards zero.
    return a.isReal()
        ? binary(a, b, (x, y) -> x / y)
        : binary(a, b, (x, y) -> y == 0 ? 0 : whole(x / y));
  }

  private static double whole(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  /** A function of two tensors, the smaller one repeated as NumPy does. */
  static Constant binary(Constant a, Constant b, DoubleBinaryOperator function) {
    long[] dims = broadcast(a.dims(), b.dims());
    int[] fromA = indices(a.dims(), dims);
    int[] fromB = indices(b.dims(), dims);
    if (a.isReal() || b.isReal()) {
      float[] values = new float[fromA.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) function.applyAsDouble(a.at(fromA[i]), b.at(fromB[i]));
      }
      return new Constant(dims, a.type(), values);
    }
    long[] values = new long[fromA.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) function.applyAsDouble(a.at(fromA[i]), b.at(fromB[i]));
    }
    return new Constant(dims, a.type(), values);
  }

  static long[] broadcast(long[] a, long[] b) {
    long[] dims = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= dims.length; i++) {
      long da = i <= a.length ? a[a.length - i] : 1;
      long db = i <= b.length ? b[b.length - i] : 1;
      if (da != db && da != 1 && db != 1) {
        throw new Unreadable(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not fit");
      }
      dims[dims.length - i] = da == 1 ? db : da;
    }
    return dims;
  }

  /** For each place of the larger shape, the place of the smaller one that is repeated there. */
  static int[] indices(long[] small, long[] large) {
    int[] result = new int[Constant.count(large)];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      int index = 0;
      int step = 1;
      for (int axis = 1; axis <= large.length; axis++) {
        int side = (int) large[large.length - axis];
        int at = rest % side;
        rest /= side;
        if (axis <= small.length) {
          int own = (int) small[small.length - axis];
          index += (own == 1 ? 0 : at) * step;
          step *= own;
        }
      }
      result[i] = index;
    }
    return result;
  }
}
