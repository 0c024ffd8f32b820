package io.ocelli.model.convert;

import io.ocelli.model.net.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.NodeProto;

/** Sums and products of values, and of values with constants for each channel. */
final class ArithmeticReading {
  private ArithmeticReading() {}

  static Live read(Lowering lowering, NodeProto node) {
    String type = node.getOpType();
    if (type.equals("Neg")) {
      return affine(lowering, node, lowering.value(node, 0), number(-1), number(0));
    }
    if (node.getInputCount() == 1) {
      return lowering.value(node, 0);
    }
    int constant = -1;
    for (int i = 0; i < node.getInputCount(); i++) {
      if (lowering.isConstant(node, i)) {
        constant = i;
      }
    }
    if (constant < 0) {
      return ofValues(lowering, node);
    }
    if (node.getInputCount() != 2) {
      throw new Unreadable("more than one value and a constant");
    }
    Live x = lowering.settled(lowering.value(node, 1 - constant));
    Constant c = lowering.constant(node, constant);
    if (c.dims().length > x.rank()) {
      throw new Unreadable("has a constant of more sides than the value");
    }
    return switch (type) {
      case "Add", "Sum" -> affine(lowering, node, x, number(1), c);
      case "Sub" ->
          constant == 1
              ? affine(lowering, node, x, number(1), map(c, -1))
              : affine(lowering, node, x, number(-1), c);
      case "Mul" -> affine(lowering, node, x, c, number(0));
      case "Div" -> {
        if (constant == 0) {
          throw new Unreadable("divides a constant by a value");
        }
        yield affine(lowering, node, x, Folding.binary(number(1), c, (a, b) -> a / b), number(0));
      }
      case "Max", "Min" -> {
        if (c.size() != 1) {
          throw new Unreadable("has a bound for each value");
        }
        boolean max = type.equals("Max");
        yield lowering.same(
            node,
            new Op.Activate(
                ActivationReading.clip(
                    max ? c.at(0) : -Float.MAX_VALUE, max ? Float.MAX_VALUE : c.at(0))),
            x);
      }
      default -> throw new Unreadable("no such operator");
    };
  }

  private static Constant number(float value) {
    return Constant.ofFloats(new float[] {value});
  }

  private static Constant map(Constant x, double factor) {
    return Folding.binary(x, x, (a, b) -> a * factor);
  }

  private static Live ofValues(Lowering lowering, NodeProto node) {
    List<Live> inputs = new ArrayList<>();
    for (int i = 0; i < node.getInputCount(); i++) {
      inputs.add(lowering.settled(lowering.value(node, i)));
    }
    Live x = inputs.get(0);
    String type = node.getOpType();
    boolean alike =
        inputs.stream()
            .allMatch(y -> y.sides().equals(x.sides()) && Arrays.equals(y.dims(), x.dims()));
    if (type.equals("Mul")) {
      return alike
          ? joined(lowering, node, new Op.Multiply(), inputs)
          : scaled(lowering, node, inputs.get(0), inputs.get(1));
    }
    if (!alike) {
      throw new Unreadable("values of different shapes: " + shapes(inputs));
    }
    if (type.equals("Sub")) {
      Live y = inputs.get(1);
      Live negative = affine(lowering, node, y, number(-1), number(0));
      return joined(lowering, node, new Op.Add(), List.of(x, negative));
    }
    if (!type.equals("Add") && !type.equals("Sum")) {
      throw new Unreadable("of two values that both depend on the picture");
    }
    return joined(lowering, node, new Op.Add(), inputs);
  }

  private static Live joined(Lowering lowering, NodeProto node, Op op, List<Live> inputs) {
    NetDraft net = lowering.net();
    boolean vectors = inputs.stream().anyMatch(y -> y.shape().isVector());
    List<String> names =
        inputs.stream().map(y -> vectors ? net.vector(y.node()) : y.node()).toList();
    String name = net.add(Graph.nameOf(node), op, names);
    return inputs.get(0).as(name, net.shapeOf(name));
  }

  /** A picture times a factor for each channel, in either order. */
  private static Live scaled(Lowering lowering, NodeProto node, Live a, Live b) {
    Live picture = Constant.count(a.dims()) >= Constant.count(b.dims()) ? a : b;
    Live factors = picture.equals(a) ? b : a;
    int channels = picture.sides().indexOf(List.of(Live.Part.CHANNEL));
    int offset = picture.rank() - factors.rank();
    boolean perChannel =
        channels >= 0
            && offset == 0
            && factors.isChannels()
            && factors.sides().get(channels).equals(List.of(Live.Part.CHANNEL))
            && factors.shape().channels() == picture.shape().channels();
    if (!perChannel) {
      throw new Unreadable("values of different shapes: " + shapes(List.of(a, b)));
    }
    NetDraft net = lowering.net();
    String name = net.add(Graph.nameOf(node), new Op.Multiply(), picture.node(), factors.node());
    return picture.as(name, net.shapeOf(name));
  }

  private static String shapes(List<Live> values) {
    return String.join(" and ", values.stream().map(v -> Arrays.toString(v.dims())).toList());
  }

  private static Live affine(
      Lowering lowering, NodeProto node, Live x, Constant scale, Constant shift) {
    int channels = x.shape().channels();
    float[] factors = perChannel(x, scale);
    float[] shifts = perChannel(x, shift);
    Live result = lowering.same(node, new Op.Affine(), x);
    lowering.net().put(result.node(), "scale", factors, channels);
    lowering.net().put(result.node(), "shift", shifts, channels);
    return result;
  }

  /** The constant as one number for each channel. */
  private static float[] perChannel(Live x, Constant constant) {
    float[] result = new float[x.shape().channels()];
    if (constant.size() == 1) {
      Arrays.fill(result, (float) constant.at(0));
      return result;
    }
    int offset = x.rank() - constant.dims().length;
    for (int i = 0; i < constant.dims().length; i++) {
      boolean channels = x.sides().get(i + offset).equals(List.of(Live.Part.CHANNEL));
      if (constant.dims()[i] != 1 && !channels) {
        throw new Unreadable(
            "a constant of shape "
                + Arrays.toString(constant.dims())
                + " for "
                + Arrays.toString(x.dims())
                + ", which is no number for each channel");
      }
    }
    if (constant.size() != result.length) {
      throw new Unreadable("a constant of " + constant.size() + " for " + result.length);
    }
    return constant.floats().clone();
  }

  static Live batchNorm(Lowering lowering, NodeProto node) {
    if (Graph.integer(node, "training_mode", 0) != 0 || Graph.integer(node, "spatial", 1) != 1) {
      throw new Unreadable("normalises by the batch, or each pixel apart");
    }
    Live x = lowering.settled(lowering.value(node, 0));
    boolean second =
        x.rank() > 1
            && (x.sides().get(1).equals(List.of(Live.Part.CHANNEL))
                || (x.shape().channels() == 1 && x.sides().get(1).isEmpty()));
    if (!second) {
      throw new Unreadable("normalises another side than the channels");
    }
    Live result =
        lowering.same(
            node,
            new Op.BatchNorm(
                Graph.real(node, "epsilon", 1e-5f), Graph.real(node, "momentum", 0.9f)),
            x);
    String[] names = {"scale", "shift", "mean", "variance"};
    for (int i = 0; i < names.length; i++) {
      float[] values = lowering.constant(node, i + 1).floats();
      if (values.length != x.shape().channels()) {
        throw new Unreadable(values.length + " numbers for " + x.shape().channels() + " channels");
      }
      lowering.net().put(result.node(), names[i], values, values.length);
    }
    return result;
  }

  static Live slopes(Lowering lowering, NodeProto node) {
    Live x = lowering.settled(lowering.value(node, 0));
    Constant slope = lowering.constant(node, 1);
    boolean shared = slope.size() == 1 && x.shape().channels() > 1;
    float[] values = shared ? slope.floats() : perChannel(x, slope);
    Live result = lowering.same(node, new Op.PRelu(shared), x);
    lowering.net().put(result.node(), "slope", values, values.length);
    return result;
  }
}
