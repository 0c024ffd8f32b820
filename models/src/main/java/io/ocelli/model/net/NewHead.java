package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pretrained network with its last weighted layer made anew for other classes.
 *
 * <p>Where that layer is a dense one, it and what comes after it give way to dropout, a dense layer
 * and a softmax. Where it is a convolution (SqueezeNet), it gives way to dropout and a convolution
 * with as many outputs as classes; the pools behind it stay.
 *
 * @param net for the new classes
 * @param weighted name of the new layer
 */
public record NewHead(Net net, String weighted) {
  /**
   * Puts a new head on a network.
   *
   * @param classes of the new head, at least 2
   * @param dropout share of features left out before it
   * @throws io.ocelli.error.OcelliException if the network's head is not found
   */
  public static NewHead on(Net net, int classes, double dropout) {
    NetHead old = NetHead.of(net);
    Map<String, Shape> shapes = net.shapes();
    List<Node> nodes = new ArrayList<>(upTo(net, old.features()));
    Set<String> names = new HashSet<>(List.of(net.input()));
    nodes.forEach(node -> names.add(node.name()));
    Chain chain = new Chain(nodes, names, old.features());
    Node weighted = net.node(old.weighted());
    if (weighted.op() instanceof Op.Convolution conv && !isPoint(shapes.get(old.features()))) {
      chain.add("head_dropout", new Op.Dropout(dropout));
      String made = chain.add("head", new Op.Convolution(classes, conv.window(), 1, true));
      for (Node node : after(net, old.weighted())) {
        if (!(node.op() instanceof Op.Softmax) && !isSquashing(node.op())) {
          chain.add(node.name(), node.op());
        }
      }
      chain.add("head_flatten", new Op.Flatten());
      chain.add("head_softmax", new Op.Softmax());
      return new NewHead(chain.net(net), made);
    }
    if (!shapes.get(old.features()).isVector()) {
      chain.add("head_flatten", new Op.Flatten());
    }
    chain.add("head_dropout", new Op.Dropout(dropout));
    String made = chain.add("head", new Op.Dense(classes, true));
    chain.add("head_softmax", new Op.Softmax());
    return new NewHead(chain.net(net), made);
  }

  /**
   * The weights of the pretrained network where they fit, fresh ones for the head.
   *
   * @param seed of the fresh ones
   */
  public Parameters parameters(Parameters pretrained, long seed) {
    Parameters fresh = Initializer.of(seed).parameters(net);
    Parameters result = new Parameters();
    for (ParameterSpec spec : ParameterSpec.of(net)) {
      boolean kept = !spec.node().equals(weighted);
      Parameters.Tensor tensor = (kept ? pretrained : fresh).get(spec.node(), spec.name());
      result.put(spec.node(), spec.name(), spec.sides(), tensor.values().clone());
    }
    return result;
  }

  /** Layers that grow one after the other. */
  private static final class Chain {
    private final List<Node> nodes;
    private final Set<String> names;
    private String last;

    Chain(List<Node> nodes, Set<String> names, String last) {
      this.nodes = nodes;
      this.names = names;
      this.last = last;
    }

    String add(String wanted, Op op) {
      String name = wanted;
      for (int i = 2; !names.add(name); i++) {
        name = wanted + "_" + i;
      }
      nodes.add(new Node(name, op, List.of(last)));
      last = name;
      return name;
    }

    Net net(Net old) {
      return new Net(old.name(), old.input(), old.shape(), nodes, last);
    }
  }

  /** The layers that one answer depends on, itself included, in the network's order. */
  private static List<Node> upTo(Net net, String name) {
    Set<String> needed = new HashSet<>(List.of(name));
    List<Node> result = new ArrayList<>();
    for (int i = net.nodes().size() - 1; i >= 0; i--) {
      Node node = net.nodes().get(i);
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        result.add(0, node);
      }
    }
    return result;
  }

  /** From behind a layer to the output; {@link NetHead} made sure that they are a chain. */
  private static List<Node> after(Net net, String name) {
    List<Node> result = new ArrayList<>();
    for (String at = net.output(); !at.equals(name); at = net.node(at).inputs().get(0)) {
      result.add(0, net.node(at));
    }
    return result;
  }

  private static boolean isPoint(Shape shape) {
    return shape.isVector() || shape.height() * shape.width() == 1;
  }

  private static boolean isSquashing(Op op) {
    return op instanceof Op.Activate activate
        && activate.function().kind() == Activation.Kind.SIGMOID;
  }
}
