package io.ocelli.model.dl4j;

import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/**
 * Writes networks as Deeplearning4j graphs that plain Deeplearning4j opens, runs and trains, with
 * their weights. Layers are named as the nodes; what one of its layers does not do (padding that is
 * not alike on two sides, groups, other activations) is done by vertices beside it.
 *
 * <p>A dense layer and a softmax at the end are one output layer with cross entropy. Any other end
 * gets a loss layer of squared errors, so that the graph can be trained.
 */
public final class Dl4jWriter {
  private final Net net;
  private final Parameters parameters;
  private final VertexDraft draft;

  private Dl4jWriter(Net net, Parameters parameters, VertexDraft draft) {
    this.net = net;
    this.parameters = parameters;
    this.draft = draft;
  }

  /**
   * A graph with the network's weights.
   *
   * @return a new graph; the caller closes it
   * @throws OcelliException naming every node that Deeplearning4j cannot hold
   */
  public static ComputationGraph graph(Net net, Parameters parameters) {
    var builder = SmallCnn.base(0).graphBuilder().addInputs(net.input());
    return new Dl4jWriter(net, parameters, new VertexDraft(builder, net)).run();
  }

  private ComputationGraph run() {
    List<String> problems = new ArrayList<>();
    OutputEnd end = new OutputEnd(net, parameters, draft);
    for (Node node : net.nodes()) {
      try {
        draft.put(node.name(), end.takes(node) ? end.write(node) : write(node));
      } catch (NotHeld e) {
        problems.add("'" + node.name() + "': " + e.getMessage());
        draft.put(node.name(), draft.vertex(node.inputs().get(0)));
      }
    }
    if (!problems.isEmpty()) {
      throw new OcelliException(
          "a network that Deeplearning4j cannot hold",
          String.join("; ", problems),
          "network '" + net.name() + "'",
          "write it as ONNX, or change these layers");
    }
    draft.builder().setOutputs(end.close());
    return draft.build();
  }

  private String write(Node node) {
    String x = draft.vertex(node.inputs().get(0));
    Shape in = draft.input(node);
    Op op = node.op();
    if (op instanceof Op.Convolution convolution) {
      return convolution(node, convolution, x, in.channels());
    }
    if (op instanceof Op.BatchNorm norm) {
      return batchNorm(node, norm, x, in);
    }
    if (op instanceof Op.Activate activate) {
      return ActivationVertices.write(draft, node, activate.function());
    }
    if (op instanceof Op.PRelu prelu) {
      return slopes(node, prelu, in);
    }
    if (op instanceof Op.Softmax) {
      return softmax(node, in);
    }
    if (op instanceof Op.Pool pool) {
      return PoolVertices.write(draft, node, pool, x);
    }
    if (op instanceof Op.GlobalPool pool) {
      return globalPool(node, pool.kind(), x, in);
    }
    if (op instanceof Op.Dense dense) {
      return dense(node, dense, x, in);
    }
    if (op instanceof Op.Dropout dropout) {
      return dropout.rate() > 0
          ? draft.layer(node.name(), new DropoutLayer(1 - dropout.rate()), x)
          : x;
    }
    if (op instanceof Op.Add) {
      return draft.vertex(
          node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs(node));
    }
    if (op instanceof Op.Multiply) {
      return multiply(node, x, in);
    }
    if (op instanceof Op.Concat) {
      return draft.vertex(node.name(), new MergeVertex(), inputs(node));
    }
    if (op instanceof Op.Flatten) {
      return in.isVector() ? x : draft.flat(node.name(), in, x);
    }
    if (op instanceof Op.Pad pad) {
      return pad(node, pad, x);
    }
    if (op instanceof Op.Affine) {
      return affine(node, x, in);
    }
    throw new NotHeld("no layer for " + op);
  }

  private String[] inputs(Node node) {
    return node.inputs().stream().map(draft::vertex).toArray(String[]::new);
  }

  private Parameters.Tensor tensor(Node node, String name) {
    return parameters.get(node.name(), name);
  }

  private void vector(String layer, String key, Node node, String name) {
    float[] values = tensor(node, name).values();
    draft.weight(layer, key, values, new long[] {1, values.length});
  }

  private String convolution(Node node, Op.Convolution convolution, String x, int in) {
    Window w = convolution.window();
    Padding p = w.padding();
    boolean alike = p.top() == p.bottom() && p.left() == p.right();
    String from = alike ? x : draft.layer(draft.beside(node, "pad"), zeros(p), x);
    Padding own = alike ? p : Padding.NONE;
    int groups = convolution.groups();
    if (groups == 1) {
      return convolution(node.name(), node, convolution, own, from, 0);
    }
    // Its dilated depthwise convolution fails in oneDNN; as single groups it does not.
    if (groups == in && w.dilationHeight() == 1 && w.dilationWidth() == 1) {
      return depthwise(node, convolution, own, from, in);
    }
    int each = in / groups;
    String[] parts = new String[groups];
    for (int g = 0; g < groups; g++) {
      String part =
          draft.vertex(
              draft.beside(node, "take" + g), new SubsetVertex(g * each, (g + 1) * each - 1), from);
      parts[g] = convolution(draft.beside(node, "group" + g), node, convolution, own, part, g);
    }
    return draft.vertex(node.name(), new MergeVertex(), parts);
  }

  static ZeroPaddingLayer zeros(Padding p) {
    return new ZeroPaddingLayer.Builder(p.top(), p.bottom(), p.left(), p.right()).build();
  }

  /** One group of a convolution. */
  private String convolution(
      String name, Node node, Op.Convolution convolution, Padding own, String from, int group) {
    Window w = convolution.window();
    Parameters.Tensor weight = tensor(node, "weight");
    int out = convolution.out() / convolution.groups();
    draft.layer(
        name,
        new ConvolutionLayer.Builder(w.height(), w.width())
            .stride(w.strideHeight(), w.strideWidth())
            .dilation(w.dilationHeight(), w.dilationWidth())
            .padding(own.top(), own.left())
            .nIn(weight.shape()[1])
            .nOut(out)
            .hasBias(convolution.bias())
            .activation(Activation.IDENTITY)
            .build(),
        from);
    int size = weight.values().length / convolution.groups();
    draft.weight(
        name,
        "W",
        Arrays.copyOfRange(weight.values(), group * size, (group + 1) * size),
        new long[] {out, weight.shape()[1], w.height(), w.width()});
    if (convolution.bias()) {
      float[] bias = tensor(node, "bias").values();
      draft.weight(
          name, "b", Arrays.copyOfRange(bias, group * out, (group + 1) * out), new long[] {1, out});
    }
    return name;
  }

  private String depthwise(
      Node node, Op.Convolution convolution, Padding own, String from, int in) {
    Window w = convolution.window();
    int multiplier = convolution.out() / in;
    draft.layer(
        node.name(),
        new DepthwiseConvolution2D.Builder(w.height(), w.width())
            .stride(w.strideHeight(), w.strideWidth())
            .dilation(w.dilationHeight(), w.dilationWidth())
            .padding(own.top(), own.left())
            .depthMultiplier(multiplier)
            .nIn(in)
            .nOut(convolution.out())
            .hasBias(convolution.bias())
            .activation(Activation.IDENTITY)
            .build(),
        from);
    draft.weight(
        node.name(),
        "W",
        tensor(node, "weight").values(),
        new long[] {in, multiplier, w.height(), w.width()},
        2,
        3,
        0,
        1);
    if (convolution.bias()) {
      vector(node.name(), "b", node, "bias");
    }
    return node.name();
  }

  private String batchNorm(Node node, Op.BatchNorm norm, String x, Shape in) {
    draft.layer(
        node.name(),
        new BatchNormalization.Builder()
            .useLogStd(false)
            .eps(norm.epsilon())
            .decay(norm.momentum())
            .nIn(in.channels())
            .nOut(in.channels())
            .build(),
        x);
    vector(node.name(), "gamma", node, "scale");
    vector(node.name(), "beta", node, "shift");
    vector(node.name(), "mean", node, "mean");
    vector(node.name(), "var", node, "variance");
    return node.name();
  }

  private String slopes(Node node, Op.PRelu prelu, Shape in) {
    PReLULayer.Builder builder = new PReLULayer.Builder();
    float[] values = tensor(node, "slope").values();
    if (in.isVector()) {
      builder.inputShape(prelu.shared() ? 1 : in.channels());
      if (prelu.shared()) {
        builder.sharedAxes(1);
      }
    } else if (prelu.shared()) {
      builder.inputShape(1, 1, 1).sharedAxes(1, 2, 3);
    } else {
      builder.inputShape(in.channels(), 1, 1).sharedAxes(2, 3);
    }
    draft.layer(
        node.name(), builder.nIn(in.channels()).nOut(in.channels()).build(), draft.own(node));
    draft.weight(
        node.name(),
        "W",
        values,
        in.isVector() ? new long[] {values.length} : new long[] {values.length, 1, 1});
    return node.name();
  }

  private String softmax(Node node, Shape in) {
    ActivationLayer layer = new ActivationLayer.Builder().activation(Activation.SOFTMAX).build();
    String x = draft.own(node);
    if (in.isVector()) {
      return draft.layer(node.name(), layer, x);
    }
    if (in.height() > 1 || in.width() > 1) {
      throw new NotHeld("a softmax of every pixel that is not the network's answer");
    }
    String flat = draft.flat(draft.beside(node, "flat"), in, x);
    String soft = draft.layer(draft.beside(node, "soft"), layer, flat);
    return draft.picture(node.name(), in.channels(), soft);
  }

  private String globalPool(Node node, Op.PoolKind kind, String x, Shape in) {
    GlobalPoolingLayer.Builder builder =
        new GlobalPoolingLayer.Builder(
                kind == Op.PoolKind.AVERAGE ? PoolingType.AVG : PoolingType.MAX)
            .collapseDimensions(true);
    // Deeplearning4j's pooled pictures are vectors; made pictures again, nothing has to be guessed.
    boolean min = kind == Op.PoolKind.MIN;
    String from = min ? draft.scaled(draft.beside(node, "negative"), -1, x) : x;
    String pooled = draft.layer(draft.beside(node, "pool"), builder.build(), from);
    String positive = min ? draft.scaled(draft.beside(node, "positive"), -1, pooled) : pooled;
    return draft.picture(node.name(), in.channels(), positive);
  }

  private String dense(Node node, Op.Dense dense, String x, Shape in) {
    String flat = in.isVector() ? x : draft.flat(draft.beside(node, "flat"), in, x);
    draft.layer(
        node.name(),
        new DenseLayer.Builder()
            .nIn(in.size())
            .nOut(dense.out())
            .hasBias(dense.bias())
            .activation(Activation.IDENTITY)
            .build(),
        flat);
    OutputEnd.weights(draft, parameters, node, dense, in.size());
    return node.name();
  }

  private String multiply(Node node, String x, Shape in) {
    String y = draft.vertex(node.inputs().get(1));
    boolean vector = draft.shape(node.inputs().get(1)).isVector() && !in.isVector();
    String factors = vector ? draft.picture(draft.beside(node, "factors"), in.channels(), y) : y;
    return draft.product(node.name(), x, factors);
  }

  private String pad(Node node, Op.Pad pad, String x) {
    if (pad.value() == 0) {
      return draft.layer(node.name(), zeros(pad.padding()), x);
    }
    String low = draft.shifted(draft.beside(node, "low"), -pad.value(), x);
    String padded = draft.layer(draft.beside(node, "zeros"), zeros(pad.padding()), low);
    return draft.shifted(node.name(), pad.value(), padded);
  }

  /** A layer of weights that no training changes. */
  private String affine(Node node, String x, Shape in) {
    int channels = in.channels();
    if (in.isVector()) {
      draft.layer(
          node.name(),
          new FrozenLayerWithBackprop(
              new ElementWiseMultiplicationLayer.Builder()
                  .nIn(channels)
                  .nOut(channels)
                  .activation(Activation.IDENTITY)
                  .build()),
          x);
      vector(node.name(), "W", node, "scale");
    } else {
      draft.layer(
          node.name(),
          new FrozenLayerWithBackprop(
              new DepthwiseConvolution2D.Builder(1, 1)
                  .depthMultiplier(1)
                  .nIn(channels)
                  .nOut(channels)
                  .activation(Activation.IDENTITY)
                  .build()),
          x);
      draft.weight(
          node.name(), "W", tensor(node, "scale").values(), new long[] {1, 1, channels, 1});
    }
    vector(node.name(), "b", node, "shift");
    return node.name();
  }
}
