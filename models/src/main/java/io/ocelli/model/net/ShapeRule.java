package io.ocelli.model.net;

import io.ocelli.error.OcelliException;
import java.util.List;

/** What shape a layer's answer has, and whether its inputs fit. */
final class ShapeRule {
  private static final String ALIKE =
      "make them alike: padding that keeps the size, or a 1x1 convolution with the same stride";

  private ShapeRule() {}

  static Shape shapeOf(Node node, List<Shape> inputs) {
    Shape x = inputs.get(0);
    Op op = node.op();
    if (op instanceof Op.Convolution convolution) {
      picture(node, x);
      if (x.channels() % convolution.groups() != 0
          || convolution.out() % convolution.groups() != 0) {
        throw bad(
            node,
            convolution.groups() + " groups do not divide the channels",
            x.channels() + " in, " + convolution.out() + " out",
            "take a number of groups that divides both");
      }
      return new Shape(
          convolution.out(),
          side(node, x, x.height(), convolution.window(), true, false),
          side(node, x, x.width(), convolution.window(), false, false));
    }
    if (op instanceof Op.Pool pool) {
      picture(node, x);
      return new Shape(
          x.channels(),
          side(node, x, x.height(), pool.window(), true, pool.ceil()),
          side(node, x, x.width(), pool.window(), false, pool.ceil()));
    }
    if (op instanceof Op.GlobalPool) {
      picture(node, x);
      return new Shape(x.channels(), 1, 1);
    }
    if (op instanceof Op.Dense dense) {
      return Shape.vector(dense.out());
    }
    if (op instanceof Op.Flatten) {
      return Shape.vector(x.size());
    }
    if (op instanceof Op.Pad pad) {
      picture(node, x);
      Padding p = pad.padding();
      return new Shape(
          x.channels(), x.height() + p.top() + p.bottom(), x.width() + p.left() + p.right());
    }
    if (op instanceof Op.Concat) {
      int channels = 0;
      for (Shape shape : inputs) {
        if (shape.height() != x.height() || shape.width() != x.width()) {
          throw bad(node, "inputs of different sizes", inputs, ALIKE);
        }
        channels += shape.channels();
      }
      return new Shape(channels, x.height(), x.width());
    }
    if (op instanceof Op.Add) {
      for (Shape shape : inputs) {
        if (!shape.equals(x)) {
          throw bad(node, "inputs of different shapes", inputs, ALIKE);
        }
      }
      return x;
    }
    if (op instanceof Op.Multiply) {
      Shape y = inputs.get(1);
      boolean perChannel = y.channels() == x.channels() && y.height() <= 1 && y.width() <= 1;
      if (!y.equals(x) && !perChannel) {
        throw bad(node, "inputs of different shapes", inputs, ALIKE);
      }
      return x;
    }
    return x;
  }

  private static int side(
      Node node, Shape x, int length, Window window, boolean vertical, boolean ceil) {
    int kernel = vertical ? window.height() : window.width();
    int stride = vertical ? window.strideHeight() : window.strideWidth();
    int dilation = vertical ? window.dilationHeight() : window.dilationWidth();
    Padding p = window.padding();
    int before = vertical ? p.top() : p.left();
    int padded = length + before + (vertical ? p.bottom() : p.right());
    int room = padded - (dilation * (kernel - 1) + 1);
    if (room < 0) {
      throw bad(
          node,
          "a window of " + window.height() + "x" + window.width() + " does not fit its input",
          x,
          "give larger pictures, a smaller window, or padding");
    }
    int result = (ceil ? (room + stride - 1) / stride : room / stride) + 1;
    // A window that would begin in the padding after the picture does not count (as in PyTorch).
    return ceil && (result - 1) * stride >= length + before ? result - 1 : result;
  }

  private static void picture(Node node, Shape x) {
    if (x.isVector()) {
      throw bad(
          node,
          "a layer for pictures gets a vector",
          x,
          "put it before what flattens, or leave it out");
    }
  }

  private static OcelliException bad(Node node, String problem, Object value, String remedy) {
    return new OcelliException(
        problem, String.valueOf(value), "layer '" + node.name() + "'", remedy);
  }
}
