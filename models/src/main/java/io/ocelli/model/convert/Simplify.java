package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a file has in two nodes and a net in one: a scale or shift for each channel after a
 * convolution or dense layer becomes part of its weights, a border of zeros before a convolution
 * its padding.
 */
final class Simplify {
  private final Net net;
  private final Parameters parameters;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, String> instead = new HashMap<>();

  private Simplify(Net net, Parameters parameters) {
    this.net = net;
    this.parameters = parameters;
    readers.merge(net.output(), 1, Integer::sum);
    for (Node node : net.nodes()) {
      node.inputs().forEach(from -> readers.merge(from, 1, Integer::sum));
    }
  }

  /** A net and the arrays that its layers have. */
  record Plain(Net net, Parameters parameters) {}

  /** Simplifies; arrays in {@code parameters} may be replaced. */
  static Plain run(Net net, Parameters parameters) {
    Net plain = new Simplify(net, parameters).run();
    Parameters used = new Parameters();
    for (ParameterSpec spec : ParameterSpec.of(plain)) {
      Parameters.Tensor tensor = parameters.get(spec.node(), spec.name());
      used.put(spec.node(), spec.name(), tensor.shape(), tensor.values());
    }
    return new Plain(plain, used);
  }

  private Net run() {
    List<String> order = new ArrayList<>();
    for (Node each : net.nodes()) {
      List<String> inputs =
          each.inputs().stream().map(from -> instead.getOrDefault(from, from)).toList();
      Node node = new Node(each.name(), each.op(), inputs);
      Node before = nodes.get(inputs.get(0));
      boolean alone = before != null && readers.get(each.inputs().get(0)) == 1;
      if (alone && node.op() instanceof Op.Affine && absorbed(before, node)) {
        instead.put(node.name(), before.name());
        continue;
      }
      if (alone && node.op() instanceof Op.Convolution own) {
        Node joined = padded(before, node, own);
        if (joined != null) {
          order.remove(before.name());
          node = joined;
        }
      }
      order.add(node.name());
      nodes.put(node.name(), node);
    }
    return new Net(
        net.name(),
        net.input(),
        net.shape(),
        order.stream().map(nodes::get).map(Objects::requireNonNull).toList(),
        instead.getOrDefault(net.output(), net.output()));
  }

  private boolean absorbed(Node before, Node affine) {
    float[] scale = parameters.get(affine.name(), "scale").values();
    float[] shift = parameters.get(affine.name(), "shift").values();
    Op op = before.op();
    String name = before.name();
    if (op instanceof Op.Convolution || op instanceof Op.Dense) {
      Parameters.Tensor weight = parameters.get(name, "weight");
      boolean biased = parameters.has(name, "bias");
      float[] bias = biased ? parameters.get(name, "bias").values() : new float[scale.length];
      float[] newWeight = new float[weight.values().length];
      float[] newBias = new float[scale.length];
      int each = newWeight.length / scale.length;
      for (int i = 0; i < newWeight.length; i++) {
        newWeight[i] = weight.values()[i] * scale[i / each];
      }
      boolean needed = biased;
      for (int i = 0; i < newBias.length; i++) {
        newBias[i] = bias[i] * scale[i] + shift[i];
        needed |= newBias[i] != 0;
      }
      parameters.put(name, "weight", weight.shape(), newWeight);
      if (needed) {
        parameters.put(name, "bias", new int[] {newBias.length}, newBias);
      }
      nodes.put(name, new Node(name, withBias(op, needed), before.inputs()));
      return true;
    }
    if (op instanceof Op.Affine) {
      float[] first = parameters.get(name, "scale").values();
      float[] then = parameters.get(name, "shift").values();
      float[] newScale = new float[scale.length];
      float[] newShift = new float[scale.length];
      for (int i = 0; i < scale.length; i++) {
        newScale[i] = first[i] * scale[i];
        newShift[i] = then[i] * scale[i] + shift[i];
      }
      parameters.put(name, "scale", new int[] {scale.length}, newScale);
      parameters.put(name, "shift", new int[] {scale.length}, newShift);
      return true;
    }
    return false;
  }

  private static Op withBias(Op op, boolean bias) {
    if (op instanceof Op.Convolution convolution) {
      return new Op.Convolution(
          convolution.out(), convolution.window(), convolution.groups(), bias);
    }
    return new Op.Dense(((Op.Dense) op).out(), bias);
  }

  private static @Nullable Node padded(Node before, Node node, Op.Convolution own) {
    if (!(before.op() instanceof Op.Pad pad) || pad.value() != 0) {
      return null;
    }
    Window w = own.window();
    Padding a = pad.padding();
    Padding b = w.padding();
    Padding sum =
        new Padding(
            a.top() + b.top(), a.left() + b.left(), a.bottom() + b.bottom(), a.right() + b.right());
    Window wider =
        new Window(
            w.height(),
            w.width(),
            w.strideHeight(),
            w.strideWidth(),
            w.dilationHeight(),
            w.dilationWidth(),
            sum);
    return new Node(
        node.name(),
        new Op.Convolution(own.out(), wider, own.groups(), own.bias()),
        before.inputs());
  }
}
