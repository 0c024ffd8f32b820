package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a {@link Net} layer by layer. Each layer takes the answer of the one before, unless it is
 * given others; {@link #from} goes back to an earlier one, which is how branches begin. Shapes are
 * found as layers are added, so an error names the first layer that does not fit.
 *
 * <pre>{@code
 * NetBuilder net = NetBuilder.of("tiny", new Shape(3, 32, 32));
 * String start = net.conv("conv1", 16, Window.of(3, 1, 1), false).last();
 * net.batchNorm("bn1").relu("relu1").conv("conv2", 16, Window.of(3, 1, 1), false);
 * net.add("sum", net.last(), start).globalAverage("pool").head(10);
 * Net tiny = net.build();
 * }</pre>
 *
 * <p>Methods throw {@code OcelliException} where shapes do not fit and {@code
 * IllegalArgumentException} for a name that is taken or not known.
 */
public final class NetBuilder {
  /** The name of a network's input. */
  public static final String INPUT = "input";

  /** The name of the last layer, whose answers are probabilities. */
  public static final String OUTPUT = "output";

  /** The name of the layer whose answers softmax makes probabilities of. */
  public static final String LOGITS = "logits";

  /** The name of the layer whose answers are the picture's features: what the head reads. */
  public static final String FEATURES = "features";

  private final String name;
  private final Shape input;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private double epsilon = 1e-5;
  private String last = INPUT;

  private NetBuilder(String name, Shape input) {
    this.name = name;
    this.input = input;
    shapes.put(INPUT, input);
  }

  /**
   * Begins a network.
   *
   * @param name for people
   * @param input shape of one sample
   */
  public static NetBuilder of(String name, Shape input) {
    return new NetBuilder(name, input);
  }

  /** The name of the layer that was added last, or that {@link #from} went back to. */
  public String last() {
    return last;
  }

  /** The shape of that layer's answer. */
  public Shape shape() {
    return shape(last);
  }

  /** The shape of a layer's answer. */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException("no layer '" + node + "'");
    }
    return shape;
  }

  /** Whether there is a layer (or the input) of that name. */
  public boolean has(String node) {
    return shapes.containsKey(node);
  }

  /** A name that is not taken: the kind and the first free number. */
  public String freshName(String kind) {
    String fresh;
    do {
      fresh = kind + counts.merge(kind, 1, Integer::sum);
    } while (has(fresh));
    return fresh;
  }

  /** The next layer takes this one's answer. */
  public NetBuilder from(String node) {
    shape(node);
    last = node;
    return this;
  }

  /**
   * Any layer.
   *
   * @param inputs layers whose answers it takes; none for the last one
   */
  public NetBuilder layer(String node, Op op, String... inputs) {
    if (has(node)) {
      throw new IllegalArgumentException("two layers are named '" + node + "'");
    }
    List<String> sources = inputs.length == 0 ? List.of(last) : Arrays.asList(inputs);
    Node added = new Node(node, op, sources);
    shapes.put(node, ShapeRule.shapeOf(added, sources.stream().map(this::shape).toList()));
    nodes.add(added);
    last = node;
    return this;
  }

  /** Convolution of all channels together. */
  public NetBuilder conv(String node, int out, Window window, boolean bias) {
    return layer(node, new Op.Convolution(out, window, 1, bias));
  }

  /** Convolution of each channel apart, without a bias. */
  public NetBuilder depthwise(String node, Window window) {
    int channels = shape().channels();
    return layer(node, new Op.Convolution(channels, window, channels, false));
  }

  /** The epsilon of the batch normalisations that follow; 1e-5 until it is set. */
  public NetBuilder epsilon(double value) {
    epsilon = value;
    return this;
  }

  /** Batch normalisation that keeps 0.9 of its running values at each step. */
  public NetBuilder batchNorm(String node) {
    return layer(node, new Op.BatchNorm(epsilon, 0.9));
  }

  /** A function of every value. */
  public NetBuilder activate(String node, Activation function) {
    return layer(node, new Op.Activate(function));
  }

  /** max(x, 0). */
  public NetBuilder relu(String node) {
    return activate(node, Activation.RELU);
  }

  /**
   * Convolution without a bias, batch normalisation and a function: {@code node}, {@code node_bn}
   * and {@code node_KIND}, e.g. {@code conv1}, {@code conv1_bn}, {@code conv1_relu}.
   */
  public NetBuilder convNormActivate(
      String node, int out, Window window, int groups, Activation function, String kind) {
    return layer(node, new Op.Convolution(out, window, groups, false))
        .batchNorm(node + "_bn")
        .activate(node + "_" + kind, function);
  }

  /** {@link #convNormActivate} with all channels together and ReLU. */
  public NetBuilder convNormRelu(String node, int out, Window window) {
    return convNormActivate(node, out, window, 1, Activation.RELU, "relu");
  }

  /** The largest value of each window. */
  public NetBuilder maxPool(String node, Window window) {
    return layer(node, new Op.Pool(Op.PoolKind.MAX, window, false, false));
  }

  /** The largest value of each window, also of a last one that reaches over the edge. */
  public NetBuilder maxPoolCeil(String node, Window window) {
    return layer(node, new Op.Pool(Op.PoolKind.MAX, window, false, true));
  }

  /** The mean of each window; padded places do not count. */
  public NetBuilder averagePool(String node, Window window) {
    return layer(node, new Op.Pool(Op.PoolKind.AVERAGE, window, false, false));
  }

  /** The mean of each channel: channels x 1 x 1. */
  public NetBuilder globalAverage(String node) {
    return layer(node, new Op.GlobalPool(Op.PoolKind.AVERAGE));
  }

  /** A picture as a vector. */
  public NetBuilder flatten(String node) {
    return layer(node, new Op.Flatten());
  }

  /** A dense layer with a bias. */
  public NetBuilder dense(String node, int out) {
    return layer(node, new Op.Dense(out, true));
  }

  /** Zeroes that share of the values in training; no layer at all where the share is 0. */
  public NetBuilder dropout(String node, double rate) {
    return rate == 0 ? this : layer(node, new Op.Dropout(rate));
  }

  /** The sum of layers of the same shape; the branch goes before the shortcut. */
  public NetBuilder add(String node, String... inputs) {
    return layer(node, new Op.Add(), inputs);
  }

  /** The channels of one layer after those of another. */
  public NetBuilder concat(String node, String... inputs) {
    return layer(node, new Op.Concat(), inputs);
  }

  /** The usual end of a classifier: a dense layer {@link #LOGITS} and softmax {@link #OUTPUT}. */
  public NetBuilder head(int classes) {
    return dense(LOGITS, classes).softmax();
  }

  /** Softmax, named {@link #OUTPUT}. */
  public NetBuilder softmax() {
    return layer(OUTPUT, new Op.Softmax());
  }

  /** The network; its answer is that of the last layer. */
  public Net build() {
    return new Net(name, INPUT, input, nodes, last);
  }
}
