package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/** Operators that pick and arrange the values of constants, most of them numbers of shapes. */
final class ConstantShapes {
  private ConstantShapes() {}

  static @Nullable Constant evaluate(NodeProto node, List<@Nullable Constant> in, long opset) {
    return switch (node.getOpType()) {
      case "Gather" ->
          gather(Folding.first(in, 0), Folding.first(in, 1), (int) Graph.integer(node, "axis", 0));
      case "Concat" -> concat(in);
      case "Unsqueeze" -> {
        Constant x = Folding.first(in, 0);
        yield x.reshaped(unsqueezed(x.dims(), Objects.requireNonNull(axes(node, in, 1))));
      }
      case "Squeeze" -> {
        Constant x = Folding.first(in, 0);
        yield x.reshaped(squeezed(x.dims(), axes(node, in, 1)));
      }
      case "Reshape" -> {
        Constant x = Folding.first(in, 0);
        yield x.reshaped(resolved(x.dims(), Folding.first(in, 1).longs()));
      }
      case "Flatten" -> {
        Constant x = Folding.first(in, 0);
        int axis = (int) Graph.integer(node, "axis", 1);
        int before =
            Constant.count(Arrays.copyOf(x.dims(), axis < 0 ? axis + x.dims().length : axis));
        yield x.reshaped(before, x.size() / Math.max(1, before));
      }
      case "Transpose" -> transpose(Folding.first(in, 0), Graph.integers(node, "perm"));
      case "Slice" -> slice(node, in, opset);
      case "Expand" -> {
        Constant x = Folding.first(in, 0);
        long[] dims = Folding.broadcast(x.dims(), Folding.first(in, 1).longs());
        yield x.picked(Folding.indices(x.dims(), dims), dims);
      }
      case "Where" -> where(Folding.first(in, 0), Folding.first(in, 1), Folding.first(in, 2));
      case "ConstantOfShape" -> filled(node, Folding.first(in, 0).longs());
      case "Shape" -> {
        long[] dims = Folding.first(in, 0).dims();
        yield Constant.ofLongs(dims, dims.length);
      }
      case "ReduceProd" -> {
        Constant x = Folding.first(in, 0);
        long product = 1;
        for (long value : x.longs()) {
          product *= value;
        }
        yield Graph.integer(node, "keepdims", 1) == 1
            ? Constant.ofLongs(new long[] {product}, 1)
            : Constant.ofLongs(new long[] {product});
      }
      default -> null;
    };
  }

  /** The axes of a node: an attribute in old opsets, an input in new ones; null when left out. */
  static long @Nullable [] axes(NodeProto node, List<@Nullable Constant> in, int input) {
    long[] attribute = Graph.integers(node, "axes");
    if (attribute != null) {
      return attribute;
    }
    Constant given = input < in.size() ? in.get(input) : null;
    return given == null ? null : given.longs();
  }

  static long[] unsqueezed(long[] dims, long[] axes) {
    int rank = dims.length + axes.length;
    boolean[] added = new boolean[rank];
    for (long axis : axes) {
      added[(int) (axis < 0 ? axis + rank : axis)] = true;
    }
    long[] result = new long[rank];
    int from = 0;
    for (int i = 0; i < rank; i++) {
      result[i] = added[i] ? 1 : dims[from++];
    }
    return result;
  }

  private static long[] squeezed(long[] dims, long @Nullable [] axes) {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      int axis = i;
      boolean gone =
          axes == null
              ? dims[i] == 1
              : Arrays.stream(axes).anyMatch(a -> a == axis || a + dims.length == axis);
      if (!gone) {
        kept.add(dims[i]);
      }
    }
    return kept.stream().mapToLong(Long::longValue).toArray();
  }

  /** The wanted shape with its 0 (as before) and -1 (what is left) filled in. */
  static long[] resolved(long[] dims, long[] wanted) {
    long[] result = wanted.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < result.length; i++) {
      if (result[i] == 0) {
        if (i >= dims.length) {
          throw new Unreadable("a 0 in the shape " + Arrays.toString(wanted) + " has no side");
        }
        result[i] = dims[i];
      }
      if (result[i] < 0) {
        open = i;
      } else {
        known *= result[i];
      }
    }
    if (open >= 0) {
      result[open] = known == 0 ? 0 : Constant.count(dims) / known;
    }
    return result;
  }

  static Constant gather(Constant x, Constant indices, int axis) {
    int at = axis < 0 ? axis + x.dims().length : axis;
    int outer = Constant.count(Arrays.copyOf(x.dims(), at));
    int side = (int) x.dims()[at];
    int inner = x.size() / Math.max(1, outer * side);
    int[] from = new int[outer * indices.size() * inner];
    int k = 0;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < indices.size(); i++) {
        int index = (int) indices.at(i);
        int place = index < 0 ? index + side : index;
        if (place < 0 || place >= side) {
          throw new Unreadable("index " + index + " of " + side);
        }
        for (int n = 0; n < inner; n++) {
          from[k++] = (o * side + place) * inner + n;
        }
      }
    }
    long[] dims = new long[x.dims().length - 1 + indices.dims().length];
    System.arraycopy(x.dims(), 0, dims, 0, at);
    System.arraycopy(indices.dims(), 0, dims, at, indices.dims().length);
    System.arraycopy(x.dims(), at + 1, dims, at + indices.dims().length, x.dims().length - at - 1);
    return x.picked(from, dims);
  }

  private static Constant concat(List<@Nullable Constant> in) {
    Constant x = Folding.first(in, 0);
    if (x.dims().length != 1) {
      throw new Unreadable("joins constants of more than one side");
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Constant part = Folding.first(in, i);
      for (int k = 0; k < part.size(); k++) {
        values.add(part.at(k));
      }
    }
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (x.isReal()) {
      float[] reals = new float[all.length];
      for (int i = 0; i < reals.length; i++) {
        reals[i] = (float) all[i];
      }
      return new Constant(new long[] {all.length}, x.type(), reals);
    }
    long[] whole = Arrays.stream(all).mapToLong(v -> (long) v).toArray();
    return new Constant(new long[] {all.length}, x.type(), whole);
  }

  static Constant transpose(Constant x, long @Nullable [] perm) {
    int rank = x.dims().length;
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = perm == null ? rank - 1 - i : (int) perm[i];
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = x.dims()[order[i]];
    }
    int[] stride = new int[rank];
    int step = 1;
    for (int i = rank - 1; i >= 0; i--) {
      stride[i] = step;
      step *= (int) x.dims()[i];
    }
    int[] from = new int[x.size()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from[i] += rest % (int) dims[axis] * stride[order[axis]];
        rest /= (int) dims[axis];
      }
    }
    return x.picked(from, dims);
  }

  private static Constant slice(NodeProto node, List<@Nullable Constant> in, long opset) {
    Constant x = Folding.first(in, 0);
    boolean old = opset < 10;
    long[] starts =
        old ? Objects.requireNonNull(Graph.integers(node, "starts")) : Folding.first(in, 1).longs();
    long[] ends =
        old ? Objects.requireNonNull(Graph.integers(node, "ends")) : Folding.first(in, 2).longs();
    long[] axes = axes(node, in, 3);
    Constant steps = in.size() > 4 ? in.get(4) : null;
    for (int i = 0; i < starts.length; i++) {
      int axis = axes == null ? i : (int) axes[i];
      int side = (int) x.dims()[axis < 0 ? axis + x.dims().length : axis];
      long step = steps == null ? 1 : (long) steps.at(i);
      if (step < 1) {
        throw new Unreadable("a slice of constants that runs backwards");
      }
      long start = bounded(starts[i], side);
      long end = bounded(ends[i], side);
      List<Long> places = new ArrayList<>();
      for (long at = start; at < end; at += step) {
        places.add(at);
      }
      long[] indices = places.stream().mapToLong(Long::longValue).toArray();
      x = gather(x, Constant.ofLongs(indices, indices.length), axis);
    }
    return x;
  }

  private static long bounded(long index, int side) {
    long from = index < 0 ? index + side : index;
    return Math.max(0, Math.min(side, from));
  }

  private static Constant where(Constant condition, Constant yes, Constant no) {
    long[] dims = Folding.broadcast(condition.dims(), Folding.broadcast(yes.dims(), no.dims()));
    Constant a = yes.picked(Folding.indices(yes.dims(), dims), dims);
    Constant b = no.picked(Folding.indices(no.dims(), dims), dims);
    Constant c = condition.picked(Folding.indices(condition.dims(), dims), dims);
    Constant chosen = Folding.binary(a, c, (x, use) -> use != 0 ? x : 0);
    Constant other = Folding.binary(b, c, (x, use) -> use != 0 ? 0 : x);
    return Folding.binary(chosen, other, Double::sum);
  }

  private static Constant filled(NodeProto node, long[] dims) {
    AttributeProto value = Graph.attribute(node, "value");
    int[] from = new int[Constant.count(dims)];
    Constant one =
        value == null ? Constant.ofFloats(new float[] {0}, 1) : TensorFile.read(value.getT());
    return one.picked(from, dims);
  }
}
