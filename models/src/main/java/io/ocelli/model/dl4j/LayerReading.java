package io.ocelli.model.dl4j;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer of Deeplearning4j as one or two layers of a net: itself and its activation. */
final class LayerReading {
  private final NetReading net;
  private final org.deeplearning4j.nn.api.Layer weights;
  private final String name;

  private LayerReading(NetReading net, org.deeplearning4j.nn.api.Layer weights, String name) {
    this.net = net;
    this.weights = weights;
    this.name = name;
  }

  static String read(
      NetReading net, org.deeplearning4j.nn.api.Layer weights, String name, Layer layer, String x) {
    return new LayerReading(net, weights, name).read(layer, x);
  }

  private String read(Layer layer, String input) {
    if (layer instanceof FrozenLayerWithBackprop frozen) {
      return frozen(frozen.getUnderlying(), input);
    }
    if (layer instanceof FrozenLayer frozen) {
      return read(frozen.getLayer(), input);
    }
    if (layer instanceof DropoutLayer) {
      return dropped(layer, name, input);
    }
    String x = dropped(layer, name + "_dropout", input);
    if (layer instanceof DepthwiseConvolution2D depthwise) {
      return activated(depthwise, depthwise(depthwise, x));
    }
    if (layer.getClass() == ConvolutionLayer.class || layer.getClass() == Convolution2D.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      return activated(convolution, convolution(convolution, x));
    }
    if (layer instanceof SubsamplingLayer pool) {
      return PoolReading.read(net, name, pool, x);
    }
    if (layer instanceof GlobalPoolingLayer pool) {
      return PoolReading.global(net, name, pool, x);
    }
    if (layer instanceof BatchNormalization norm) {
      return batchNorm(norm, x);
    }
    if (layer.getClass() == DenseLayer.class) {
      return activated((FeedForwardLayer) layer, dense(name, x));
    }
    if (layer instanceof OutputLayer output) {
      return answer(output, x);
    }
    if (layer instanceof ActivationLayer activation) {
      return activation(name, activation.getActivationFn(), x);
    }
    if (layer instanceof LossLayer loss) {
      return activation(name, loss.getActivationFn(), x);
    }
    if (layer instanceof CnnLossLayer loss) {
      return activation(name, loss.getActivationFn(), x);
    }
    if (layer instanceof PReLULayer) {
      return slopes(x);
    }
    if (layer instanceof ZeroPaddingLayer zeros) {
      int[] p = zeros.getPadding();
      return net.add(name, new Op.Pad(new Padding(p[0], p[2], p[1], p[3]), 0), x);
    }
    throw new NotHeld("a " + layer.getClass().getSimpleName());
  }

  private String dropped(Layer layer, String as, String x) {
    if (layer.getIDropout() instanceof Dropout dropout) {
      double rate = 1 - dropout.getP();
      return rate > 0 && rate < 1 ? net.add(as, new Op.Dropout(rate), x) : x;
    }
    // Noise of other kinds is there in training only.
    return x;
  }

  /** A frozen layer of a scale and a shift is what {@link Dl4jWriter} makes of constants. */
  private String frozen(Layer inside, String x) {
    boolean scales =
        inside instanceof ElementWiseMultiplicationLayer
            || (inside instanceof DepthwiseConvolution2D depthwise
                && Arrays.equals(depthwise.getKernelSize(), new int[] {1, 1})
                && Arrays.equals(depthwise.getStride(), new int[] {1, 1})
                && depthwise.getDepthMultiplier() == 1
                && depthwise.hasBias());
    if (!scales) {
      return read(inside, x);
    }
    String node = net.add(name, new Op.Affine(), x);
    float[] scale = values("W");
    net.put(node, "scale", scale, scale.length);
    net.put(node, "shift", values("b"), scale.length);
    return node;
  }

  private float[] values(String key) {
    return NetReading.values(weights.getParam(key));
  }

  private static float[] values(INDArray array) {
    return NetReading.values(array);
  }

  private String activated(FeedForwardLayer layer, String x) {
    IActivation function = layer.getActivationFn();
    if (function instanceof ActivationIdentity) {
      return x;
    }
    String kind = function instanceof ActivationSoftmax ? "softmax" : "activation";
    return activation(name + "_" + kind, function, x);
  }

  private String activation(String as, IActivation function, String x) {
    if (function instanceof ActivationIdentity) {
      return x;
    }
    if (function instanceof ActivationSoftmax) {
      return net.add(as, new Op.Softmax(), x);
    }
    return net.add(as, new Op.Activate(function(function)), x);
  }

  private static Activation function(IActivation function) {
    if (function instanceof ActivationReLU relu) {
      return relu(relu);
    }
    if (function instanceof ActivationLReLU leaky) {
      return new Activation(Activation.Kind.LEAKY_RELU, leaky.getAlpha(), 0);
    }
    if (function instanceof ActivationELU elu) {
      return new Activation(Activation.Kind.ELU, elu.getAlpha(), 0);
    }
    if (function instanceof ActivationReLU6) {
      return Activation.RELU6;
    }
    if (function instanceof ActivationSigmoid) {
      return Activation.of(Activation.Kind.SIGMOID);
    }
    if (function instanceof ActivationTanH) {
      return Activation.of(Activation.Kind.TANH);
    }
    if (function instanceof ActivationSwish) {
      return Activation.of(Activation.Kind.SWISH);
    }
    if (function instanceof ActivationHardSigmoid) {
      return new Activation(Activation.Kind.HARD_SIGMOID, 0.2, 0.5);
    }
    if (function instanceof ActivationHardTanH) {
      return new Activation(Activation.Kind.CLIP, -1, 1);
    }
    throw new NotHeld("the activation " + function);
  }

  private static Activation relu(ActivationReLU relu) {
    boolean threshold = relu.getThreshold() != null && relu.getThreshold() != 0;
    boolean slope = relu.getNegativeSlope() != null && relu.getNegativeSlope() != 0;
    if (threshold || (slope && relu.getMax() != null)) {
      throw new NotHeld("a ReLU with a threshold, or with a slope and a limit");
    }
    if (slope) {
      return new Activation(Activation.Kind.LEAKY_RELU, relu.getNegativeSlope(), 0);
    }
    return relu.getMax() == null
        ? Activation.RELU
        : new Activation(Activation.Kind.CLIP, 0, relu.getMax());
  }

  private String convolution(ConvolutionLayer layer, String x) {
    PoolReading.channelsFirst(layer.getCnn2dDataFormat());
    String source = unpadded(x);
    Window window = window(layer, x, source);
    boolean bias = layer.hasBias();
    int out = (int) layer.getNOut();
    String node = net.add(name, new Op.Convolution(out, window, 1, bias), source);
    net.put(node, "weight", values("W"), sides(weights.getParam("W")));
    if (bias) {
      net.put(node, "bias", values("b"), out);
    }
    return node;
  }

  private String depthwise(DepthwiseConvolution2D layer, String x) {
    PoolReading.channelsFirst(layer.getCnn2dDataFormat());
    String source = unpadded(x);
    Window window = window(layer, x, source);
    boolean bias = layer.hasBias();
    INDArray kernels = weights.getParam("W");
    int in = (int) kernels.size(2);
    int out = in * (int) kernels.size(3);
    String node = net.add(name, new Op.Convolution(out, window, in, bias), source);
    net.put(
        node,
        "weight",
        values(kernels.permute(2, 3, 0, 1)),
        out,
        1,
        (int) kernels.size(0),
        (int) kernels.size(1));
    if (bias) {
      net.put(node, "bias", values("b"), out);
    }
    return node;
  }

  /** Convolutions of parts of the channels as one of groups. */
  static String grouped(
      NetReading net, ComputationGraph graph, String name, List<String> parts, String x) {
    LayerReading first = new LayerReading(net, graph.getLayer(parts.get(0)), name);
    ConvolutionLayer layer = (ConvolutionLayer) graph.getLayer(parts.get(0)).conf().getLayer();
    INDArray one = first.weights.getParam("W");
    String source = first.unpadded(x);
    Window window = first.window(layer, x, source);
    int each = (int) layer.getNOut();
    int size = (int) one.length();
    int groups = parts.size();
    float[] all = new float[groups * size];
    float[] bias = new float[groups * each];
    for (int g = 0; g < groups; g++) {
      org.deeplearning4j.nn.api.Layer part = graph.getLayer(parts.get(g));
      ConvolutionLayer own = (ConvolutionLayer) part.conf().getLayer();
      if (!own.getActivationFn().equals(layer.getActivationFn())
          || own.hasBias() != layer.hasBias()
          || part.getParam("W").length() != size
          || !first.window(own, x, source).equals(window)) {
        throw new NotHeld("joins convolutions of parts that are not alike");
      }
      System.arraycopy(values(part.getParam("W")), 0, all, g * size, size);
      if (own.hasBias()) {
        System.arraycopy(values(part.getParam("b")), 0, bias, g * each, each);
      }
    }
    String node =
        net.add(name, new Op.Convolution(groups * each, window, groups, layer.hasBias()), source);
    int[] sides = sides(one);
    net.put(node, "weight", all, groups * each, sides[1], sides[2], sides[3]);
    if (layer.hasBias()) {
      net.put(node, "bias", bias, bias.length);
    }
    return first.activated(layer, node);
  }

  /** What a border of zeros was put around; the convolution does it itself. */
  private String unpadded(String x) {
    Node node = net.known(x);
    return node != null && node.op() instanceof Op.Pad pad && pad.value() == 0
        ? node.inputs().get(0)
        : x;
  }

  private Window window(ConvolutionLayer layer, String x, String source) {
    Window w =
        PoolReading.window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getDilation(),
            layer.getPadding(),
            layer.getConvolutionMode(),
            net.shape(x));
    Node node = x.equals(source) ? null : net.known(x);
    if (node == null) {
      return w;
    }
    Padding a = ((Op.Pad) node.op()).padding();
    Padding b = w.padding();
    return new Window(
        w.height(),
        w.width(),
        w.strideHeight(),
        w.strideWidth(),
        w.dilationHeight(),
        w.dilationWidth(),
        new Padding(
            a.top() + b.top(),
            a.left() + b.left(),
            a.bottom() + b.bottom(),
            a.right() + b.right()));
  }

  private static int[] sides(INDArray array) {
    return Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
  }

  /** Deeplearning4j has in one layer what nets of the catalogue have in two. */
  private String answer(OutputLayer layer, String x) {
    if (!(layer.getActivationFn() instanceof ActivationSoftmax)) {
      return activated(layer, dense(name, x));
    }
    String logits = dense(name.equals(NetBuilder.OUTPUT) ? NetBuilder.LOGITS : name, x);
    return activation(NetBuilder.OUTPUT, layer.getActivationFn(), logits);
  }

  private String dense(String as, String x) {
    INDArray matrix = weights.getParam("W");
    @Nullable INDArray bias = weights.paramTable().get("b");
    int out = (int) matrix.size(1);
    String node = net.add(as, new Op.Dense(out, bias != null), x);
    if (net.shape(x).size() != matrix.size(0)) {
      throw new NotHeld(
          "takes " + matrix.size(0) + " values, and pictures of this size give " + net.shape(x));
    }
    net.put(node, "weight", values(matrix.transpose()), out, (int) matrix.size(0));
    if (bias != null) {
      net.put(node, "bias", values(bias), out);
    }
    return node;
  }

  private String batchNorm(BatchNormalization layer, String x) {
    Shape in = net.shape(x);
    if (!in.isVector()) {
      PoolReading.channelsFirst(layer.getCnn2DFormat());
    }
    int channels = in.channels();
    String node = net.add(name, new Op.BatchNorm(layer.getEps(), layer.getDecay()), x);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    Arrays.fill(scale, (float) layer.getGamma());
    Arrays.fill(shift, (float) layer.getBeta());
    net.put(node, "scale", layer.isLockGammaBeta() ? scale : values("gamma"), channels);
    net.put(node, "shift", layer.isLockGammaBeta() ? shift : values("beta"), channels);
    net.put(node, "mean", values("mean"), channels);
    float[] variance = values(layer.isUseLogStd() ? "log10stdev" : "var");
    if (layer.isUseLogStd()) {
      for (int i = 0; i < variance.length; i++) {
        variance[i] = (float) Math.pow(10, 2.0 * variance[i]);
      }
    }
    net.put(node, "variance", variance, channels);
    return node;
  }

  private String slopes(String x) {
    float[] values = values("W");
    int channels = net.shape(x).channels();
    boolean shared = values.length == 1;
    if (!shared && values.length != channels) {
      throw new NotHeld("has a slope for each pixel");
    }
    String node = net.add(name, new Op.PRelu(shared && channels > 1), x);
    net.put(node, "slope", values, values.length);
    return node;
  }
}
