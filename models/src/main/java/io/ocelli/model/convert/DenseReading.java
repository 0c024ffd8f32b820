package io.ocelli.model.convert;

import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/** Matrix products with weights. */
final class DenseReading {
  private DenseReading() {}

  static Live gemm(Lowering lowering, NodeProto node) {
    if (Graph.integer(node, "transA", 0) != 0) {
      throw new Unreadable("transposes the batch");
    }
    Live x = lowering.value(node, 0);
    Constant b = matrix(lowering.constant(node, 1));
    Constant c = lowering.optional(node, 2);
    float alpha = Graph.real(node, "alpha", 1);
    float beta = Graph.real(node, "beta", 1);
    Constant weights =
        Graph.integer(node, "transB", 0) == 0 ? ConstantShapes.transpose(b, new long[] {1, 0}) : b;
    int out = (int) weights.dims()[0];
    return dense(
        lowering, node, x, scaled(weights, alpha), c == null ? null : scaled(row(c, out), beta));
  }

  static Live product(Lowering lowering, NodeProto node) {
    Live x = lowering.value(node, 0);
    if (!lowering.isConstant(node, 1)) {
      throw new Unreadable("multiplies two computed matrices");
    }
    Constant weights =
        ConstantShapes.transpose(matrix(lowering.constant(node, 1)), new long[] {1, 0});
    return dense(lowering, node, x, weights, null);
  }

  /** weights [out, in] on the last side of x. */
  static Live dense(
      Lowering lowering, NodeProto node, Live x, Constant weights, @Nullable Constant bias) {
    int out = (int) weights.dims()[0];
    int in = (int) weights.dims()[1];
    int last = x.shape().isVector() ? channelSide(x) : x.rank() - 1;
    List<List<Live.Part>> rest = new ArrayList<>(x.sides());
    rest.remove(last);
    boolean one = rest.stream().skip(1).allMatch(List::isEmpty) && x.sides().get(0).size() == 1;
    if (!one) {
      return everyPixel(lowering, node, x, weights, bias);
    }
    if (x.dims()[last] != in) {
      throw new Unreadable("weights for " + in + " values, and " + x.dims()[last] + " come");
    }
    int[] order = x.order(last);
    float[] values = weights.floats();
    if (order != null) {
      float[] sorted = new float[values.length];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          sorted[o * in + order[i]] = values[o * in + i];
        }
      }
      values = sorted;
    }
    NetDraft net = lowering.net();
    String from = net.vector(x.node());
    String name = net.add(Graph.nameOf(node), new Op.Dense(out, bias != null), from);
    net.put(name, "weight", values, out, in);
    if (bias != null) {
      net.put(name, "bias", bias.floats(), out);
    }
    List<List<Live.Part>> sides = new ArrayList<>(x.sides());
    sides.set(last, List.of(Live.Part.CHANNEL));
    return new Live(name, net.shapeOf(name), sides, x.batch());
  }

  /** The side that holds a vector's values; the last one for a vector of one value. */
  private static int channelSide(Live x) {
    int side = x.sides().indexOf(List.of(Live.Part.CHANNEL));
    return side < 0 ? x.rank() - 1 : side;
  }

  /** A product over the channels of every pixel, as with channels last: a 1x1 convolution. */
  private static Live everyPixel(
      Lowering lowering, NodeProto node, Live x, Constant weights, @Nullable Constant bias) {
    Live turned = x.rank() == 4 ? x.transposed(new long[] {0, 3, 1, 2}) : x;
    if (!turned.isPicture()) {
      throw new Unreadable("is taken over other sides than the channels");
    }
    int out = (int) weights.dims()[0];
    NetDraft net = lowering.net();
    String name =
        net.add(
            Graph.nameOf(node),
            new Op.Convolution(out, new Window(1, 1, 1, 1, 1, 1, Padding.NONE), 1, bias != null),
            x.node());
    net.put(name, "weight", weights.floats(), out, (int) weights.dims()[1], 1, 1);
    if (bias != null) {
      net.put(name, "bias", bias.floats(), out);
    }
    List<List<Live.Part>> sides = new ArrayList<>(x.sides());
    sides.set(x.rank() - 1, List.of(Live.Part.CHANNEL));
    return new Live(name, net.shapeOf(name), sides, x.batch());
  }

  private static Constant matrix(Constant b) {
    if (b.dims().length != 2) {
      throw new Unreadable("has weights of shape " + Arrays.toString(b.dims()));
    }
    return b;
  }

  /** A bias of a single number, of [out] or [1, out], as [out]. */
  private static Constant row(Constant c, int out) {
    if (c.size() == 1) {
      return c.picked(new int[out], out);
    }
    if (c.size() != out || c.dims()[c.dims().length - 1] != out) {
      throw new Unreadable("has a bias of shape " + Arrays.toString(c.dims()));
    }
    return c.reshaped(out);
  }

  private static Constant scaled(Constant x, float factor) {
    if (factor == 1) {
      return x;
    }
    float[] values = x.floats().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Constant.ofFloats(values, x.dims());
  }
}
