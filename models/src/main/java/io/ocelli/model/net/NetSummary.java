package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a network is made of, layer by layer, as Keras' {@code summary()} tells it.
 *
 * @param name of the network
 * @param input shape of one sample
 * @param layers in order, without the input
 */
public record NetSummary(String name, Shape input, List<Layer> layers) {
  /**
   * One layer.
   *
   * @param name of the layer
   * @param kind what it is, in the words of network files: {@code conv}, {@code max-pool}, …
   * @param detail its settings in a few words, such as {@code 3x3, stride 2}; may be empty
   * @param shape of its answer
   * @param trainable numbers that training changes
   * @param fixed numbers that it keeps but does not train
   * @param macs products that are added up for one sample
   * @param inputs layers that it takes
   */
  public record Layer(
      String name,
      String kind,
      String detail,
      Shape shape,
      long trainable,
      long fixed,
      long macs,
      List<String> inputs) {
    /** Keeps its own list. */
    public Layer {
      inputs = List.copyOf(inputs);
    }

    /** All numbers of the layer. */
    public long parameters() {
      return trainable + fixed;
    }
  }

  /** Keeps its own list. */
  public NetSummary {
    layers = List.copyOf(layers);
  }

  /**
   * The summary of a network.
   *
   * @throws io.ocelli.error.OcelliException if shapes do not fit; the layer is named
   */
  public static NetSummary of(Net net) {
    Map<String, Shape> shapes = net.shapes();
    List<Layer> layers = new ArrayList<>();
    for (Node node : net.nodes()) {
      Shape input = shape(shapes, node.inputs().get(0));
      Shape output = shape(shapes, node.name());
      long trainable = 0;
      long fixed = 0;
      for (ParameterSpec spec : ParameterSpec.of(node, input)) {
        if (spec.trainable()) {
          trainable += spec.size();
        } else {
          fixed += spec.size();
        }
      }
      layers.add(
          new Layer(
              node.name(),
              OpWords.kind(node.op(), input),
              OpWords.detail(node.op(), input),
              output,
              trainable,
              fixed,
              macs(node.op(), input, output),
              node.inputs()));
    }
    return new NetSummary(net.name(), net.shape(), layers);
  }

  private static Shape shape(Map<String, Shape> shapes, String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException("no layer '" + node + "'");
    }
    return shape;
  }

  private static long macs(Op op, Shape input, Shape output) {
    if (op instanceof Op.Convolution conv) {
      Window window = conv.window();
      return (long) output.size()
          * (input.channels() / conv.groups())
          * window.height()
          * window.width();
    }
    return op instanceof Op.Dense dense ? (long) dense.out() * input.size() : 0;
  }

  /** Numbers that training changes. */
  public long trainable() {
    return layers.stream().mapToLong(Layer::trainable).sum();
  }

  /** Numbers that the network keeps but does not train: running means and variances. */
  public long fixed() {
    return layers.stream().mapToLong(Layer::fixed).sum();
  }

  /** All numbers. */
  public long parameters() {
    return trainable() + fixed();
  }

  /** Their size in bytes, four to a number. */
  public long bytes() {
    return 4 * parameters();
  }

  /** Products that convolutions and dense layers add up for one sample. */
  public long macs() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }
}
