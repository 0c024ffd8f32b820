package io.ocelli.model.convert;

import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/** Convolutions, pools and borders. */
final class WindowReading {
  private static final List<List<Live.Part>> PICTURE =
      List.of(
          List.of(Live.Part.BATCH),
          List.of(Live.Part.CHANNEL),
          List.of(Live.Part.ROW),
          List.of(Live.Part.COLUMN));

  private WindowReading() {}

  static Live convolution(Lowering lowering, NodeProto node) {
    Live x = lowering.value(node, 0);
    Constant weights = lowering.constant(node, 1);
    Constant bias = lowering.optional(node, 2);
    if (weights.dims().length != 4) {
      throw new Unreadable("has weights of " + weights.dims().length + " sides, not 4");
    }
    int[] dims = Arrays.stream(weights.dims()).mapToInt(Math::toIntExact).toArray();
    int groups = (int) Graph.integer(node, "group", 1);
    if (x.shape().isVector() && x.isChannels() && x.rank() == 4) {
      return onVector(lowering, node, x, weights, bias, groups);
    }
    picture(x);
    if (dims[1] * groups != x.shape().channels()) {
      throw new Unreadable(
          "weights for " + dims[1] * groups + " channels, and " + x.shape().channels() + " come");
    }
    Window window = window(node, x.shape(), dims[2], dims[3]);
    NetDraft net = lowering.net();
    String name =
        net.add(
            Graph.nameOf(node),
            new Op.Convolution(dims[0], window, groups, bias != null),
            x.node());
    net.put(name, "weight", weights.floats(), dims);
    if (bias != null) {
      net.put(name, "bias", bias.floats(), dims[0]);
    }
    return Live.of(name, net.shapeOf(name), x.batch());
  }

  /** A 1x1 convolution of a picture of one pixel that is kept as a vector: a dense layer. */
  private static Live onVector(
      Lowering lowering,
      NodeProto node,
      Live x,
      Constant weights,
      @Nullable Constant bias,
      int groups) {
    long[] dims = weights.dims();
    Window window = window(node, new Shape(1, 1, 1), (int) dims[2], (int) dims[3]);
    if (dims[2] != 1 || dims[3] != 1 || groups != 1 || !window.padding().equals(Padding.NONE)) {
      throw new Unreadable("sees more than the one pixel there is");
    }
    return DenseReading.dense(
        lowering, node, x, weights.reshaped(dims[0], dims[1]), bias == null ? null : bias);
  }

  static Live pool(Lowering lowering, NodeProto node) {
    Live x = lowering.value(node, 0);
    picture(x);
    long[] kernel = Graph.integers(node, "kernel_shape");
    if (kernel == null || kernel.length != 2) {
      throw new Unreadable("has no kernel of two sides");
    }
    Window window = window(node, x.shape(), (int) kernel[0], (int) kernel[1]);
    boolean max = node.getOpType().equals("MaxPool");
    return lowering.same(
        node,
        new Op.Pool(
            max ? Op.PoolKind.MAX : Op.PoolKind.AVERAGE,
            window,
            Graph.integer(node, "count_include_pad", 0) == 1,
            Graph.integer(node, "ceil_mode", 0) == 1),
        x);
  }

  static Live pad(Lowering lowering, NodeProto node) {
    Live x = lowering.value(node, 0);
    String mode = Graph.text(node, "mode", "constant");
    long[] attribute = Graph.integers(node, "pads");
    long[] pads = attribute == null ? lowering.constant(node, 1).longs() : attribute;
    Constant given = attribute == null ? lowering.optional(node, 2) : null;
    double value = given == null ? Graph.real(node, "value", 0) : given.at(0);
    Constant axes = attribute == null ? lowering.optional(node, 3) : null;
    Map<Live.Part, Integer> before = new EnumMap<>(Live.Part.class);
    Map<Live.Part, Integer> after = new EnumMap<>(Live.Part.class);
    int sides = pads.length / 2;
    // In a picture of one row or column these sides have a length of 1, and yet are known.
    List<List<Live.Part>> full = x.isPicture() ? PICTURE : x.sides();
    for (int i = 0; i < sides; i++) {
      if (pads[i] == 0 && pads[i + sides] == 0) {
        continue;
      }
      List<Live.Part> side = full.get(x.axis(axes == null ? i : (long) axes.at(i)));
      boolean space =
          side.size() == 1 && (side.get(0) == Live.Part.ROW || side.get(0) == Live.Part.COLUMN);
      if (!space || pads[i] < 0 || pads[i + sides] < 0) {
        throw new Unreadable("adds to other sides than rows and columns, or takes away");
      }
      before.put(side.get(0), (int) pads[i]);
      after.put(side.get(0), (int) pads[i + sides]);
    }
    Padding padding =
        new Padding(
            before.getOrDefault(Live.Part.ROW, 0),
            before.getOrDefault(Live.Part.COLUMN, 0),
            after.getOrDefault(Live.Part.ROW, 0),
            after.getOrDefault(Live.Part.COLUMN, 0));
    if (padding.equals(Padding.NONE)) {
      return x;
    }
    if (!mode.equals("constant")) {
      throw new Unreadable("a border of mode '" + mode + "'");
    }
    Live result = lowering.same(node, new Op.Pad(padding, value), x);
    return new Live(result.node(), result.shape(), full, x.batch());
  }

  private static void picture(Live x) {
    if (!x.isPicture()) {
      throw new Unreadable(
          "takes no picture of batch, channels, rows and columns, but "
              + Arrays.toString(x.dims()));
    }
  }

  static Window window(NodeProto node, Shape shape, int height, int width) {
    int[] strides = pair(node, "strides");
    int[] dilations = pair(node, "dilations");
    String auto = Graph.text(node, "auto_pad", "NOTSET");
    Padding padding =
        switch (auto) {
          case "NOTSET", "" -> explicit(node);
          case "VALID" -> Padding.NONE;
          case "SAME_UPPER", "SAME_LOWER" -> {
            int rows = missing(shape.height(), height, strides[0], dilations[0]);
            int columns = missing(shape.width(), width, strides[1], dilations[1]);
            boolean upper = auto.equals("SAME_UPPER");
            int top = upper ? rows / 2 : rows - rows / 2;
            int left = upper ? columns / 2 : columns - columns / 2;
            yield new Padding(top, left, rows - top, columns - left);
          }
          default -> throw new Unreadable("auto_pad is '" + auto + "'");
        };
    return new Window(height, width, strides[0], strides[1], dilations[0], dilations[1], padding);
  }

  /** How many places are added so that every stride-th place has a window. */
  static int missing(int length, int kernel, int stride, int dilation) {
    int windows = (length + stride - 1) / stride;
    return Math.max(0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - length);
  }

  private static Padding explicit(NodeProto node) {
    long[] pads = Graph.integers(node, "pads");
    if (pads == null) {
      return Padding.NONE;
    }
    if (pads.length != 4 || Arrays.stream(pads).anyMatch(p -> p < 0)) {
      throw new Unreadable("pads are " + Arrays.toString(pads));
    }
    return new Padding((int) pads[0], (int) pads[1], (int) pads[2], (int) pads[3]);
  }

  private static int[] pair(NodeProto node, String attribute) {
    long[] values = Graph.integers(node, attribute);
    if (values == null) {
      return new int[] {1, 1};
    }
    if (values.length != 2) {
      throw new Unreadable(attribute + " are " + Arrays.toString(values));
    }
    return new int[] {(int) values[0], (int) values[1]};
  }
}
