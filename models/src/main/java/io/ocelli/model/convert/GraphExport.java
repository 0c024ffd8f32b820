package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import io.ocelli.model.dl4j.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the layers of a Deeplearning4j graph as ONNX nodes: convolution, batch normalisation (kept
 * as its own node), ReLU, pooling, global average pooling, dense and softmax. Dropout leaves no
 * trace. A layer of another kind is an error that names it.
 */
final class GraphExport {
  private final ComputationGraph graph;
  private final GraphProto.Builder out;
  private final String prefix;
  private final Map<String, String> tensorOf = new HashMap<>();

  private GraphExport(ComputationGraph graph, GraphProto.Builder out, String prefix) {
    this.graph = graph;
    this.out = out;
    this.prefix = prefix;
  }

  /**
   * Appends the network's nodes and weights to a graph under construction.
   *
   * @param input the tensor that feeds the network
   * @param prefix put before every new name
   * @return the tensor of class probabilities, [batch, classes]
   */
  static String append(Network network, GraphProto.Builder out, String input, String prefix) {
    GraphExport export = new GraphExport(network.graph(), out, prefix);
    return export.run(input);
  }

  private String run(String input) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    String networkInput = configuration.getNetworkInputs().get(0);
    tensorOf.put(networkInput, input);
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (name.equals(networkInput)) {
        continue;
      }
      List<String> inputs = configuration.getVertexInputs().get(name);
      if (!(configuration.getVertices().get(name) instanceof LayerVertex vertex)) {
        throw unknown(name, configuration.getVertices().get(name).getClass().getSimpleName());
      }
      tensorOf.put(name, layer(name, vertex.getLayerConf().getLayer(), tensor(inputs.get(0))));
    }
    return tensor(configuration.getNetworkOutputs().get(0));
  }

  private String tensor(String vertex) {
    String tensor = tensorOf.get(vertex);
    if (tensor == null) {
      throw new IllegalStateException("vertex before its input: " + vertex);
    }
    return tensor;
  }

  private String layer(String name, Layer layer, String x) {
    if (layer instanceof ConvolutionLayer convolution) {
      return activation(name, convolution.getActivationFn(), convolution(name, convolution, x));
    }
    if (layer instanceof BatchNormalization norm) {
      return batchNorm(name, norm, x);
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling(name, pooling, x);
    }
    if (layer instanceof GlobalPoolingLayer pooling) {
      return globalPooling(name, pooling, x);
    }
    if (layer instanceof DropoutLayer) {
      return x;
    }
    if (layer instanceof OutputLayer || layer instanceof DenseLayer) {
      return activation(name, ((FeedForwardLayer) layer).getActivationFn(), dense(name, x));
    }
    if (layer instanceof ActivationLayer activation) {
      return activation(name, activation.getActivationFn(), x);
    }
    throw unknown(name, layer.getClass().getSimpleName());
  }

  private String convolution(String name, ConvolutionLayer conf, String x) {
    NodeProto.Builder node =
        OnnxParts.node("Conv", id(name), id(name), x, parameter(name, "W"))
            .addAttribute(OnnxParts.ints("kernel_shape", longs(conf.getKernelSize())))
            .addAttribute(OnnxParts.ints("strides", longs(conf.getStride())))
            .addAttribute(OnnxParts.ints("dilations", longs(conf.getDilation())))
            .addAttribute(
                OnnxParts.ints("pads", pads(name, conf.getConvolutionMode(), conf.getPadding())));
    if (conf.hasBias()) {
      node.addInput(parameter(name, "b"));
    }
    out.addNode(node);
    return id(name);
  }

  private String batchNorm(String name, BatchNormalization conf, String x) {
    if (conf.isLockGammaBeta() || conf.isUseLogStd()) {
      throw unknown(name, "BatchNormalization with locked gamma/beta or log-std");
    }
    out.addNode(
        OnnxParts.node(
                "BatchNormalization",
                id(name),
                id(name),
                x,
                parameter(name, "gamma"),
                parameter(name, "beta"),
                parameter(name, "mean"),
                parameter(name, "var"))
            .addAttribute(OnnxParts.real("epsilon", (float) conf.getEps())));
    return id(name);
  }

  private String pooling(String name, SubsamplingLayer conf, String x) {
    String op =
        switch (conf.getPoolingType()) {
          case MAX -> "MaxPool";
          case AVG -> "AveragePool";
          default -> throw unknown(name, conf.getPoolingType() + " pooling");
        };
    out.addNode(
        OnnxParts.node(op, id(name), id(name), x)
            .addAttribute(OnnxParts.ints("kernel_shape", longs(conf.getKernelSize())))
            .addAttribute(OnnxParts.ints("strides", longs(conf.getStride())))
            .addAttribute(
                OnnxParts.ints("pads", pads(name, conf.getConvolutionMode(), conf.getPadding()))));
    return id(name);
  }

  private String globalPooling(String name, GlobalPoolingLayer conf, String x) {
    if (conf.getPoolingType() != PoolingType.AVG && conf.getPoolingType() != PoolingType.MAX) {
      throw unknown(name, conf.getPoolingType() + " global pooling");
    }
    String op = conf.getPoolingType() == PoolingType.AVG ? "GlobalAveragePool" : "GlobalMaxPool";
    out.addNode(OnnxParts.node(op, id(name), id(name) + "_map", x));
    out.addNode(
        OnnxParts.node("Flatten", id(name) + "_flatten", id(name), id(name) + "_map")
            .addAttribute(OnnxParts.integer("axis", 1)));
    return id(name);
  }

  private String dense(String name, String x) {
    out.addNode(
        OnnxParts.node("Gemm", id(name), id(name), x, parameter(name, "W"), parameter(name, "b")));
    return id(name);
  }

  private String activation(String name, IActivation activation, String x) {
    if (activation instanceof ActivationIdentity) {
      return x;
    }
    String result = id(name) + "_activation";
    if (activation instanceof ActivationReLU) {
      out.addNode(OnnxParts.node("Relu", result, result, x));
    } else if (activation instanceof ActivationSoftmax) {
      out.addNode(
          OnnxParts.node("Softmax", result, result, x).addAttribute(OnnxParts.integer("axis", 1)));
    } else {
      throw unknown(name, "activation " + activation);
    }
    return result;
  }

  private String parameter(String layer, String key) {
    String name = id(layer) + "_" + key;
    INDArray value = graph.getLayer(layer).getParam(key);
    long[] shape = value.shape();
    // Deeplearning4j keeps vectors as rows of shape [1, n].
    long[] dims =
        shape.length == 2 && !key.equals("W") ? new long[] {value.length()} : shape.clone();
    out.addInitializer(OnnxParts.tensor(name, value.dup('c').data().asFloat(), dims));
    return name;
  }

  private static long[] pads(String layer, ConvolutionMode mode, int[] padding) {
    if (mode == ConvolutionMode.Same) {
      throw unknown(layer, "convolution mode Same");
    }
    return new long[] {padding[0], padding[1], padding[0], padding[1]};
  }

  private static long[] longs(int[] values) {
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private String id(String name) {
    return prefix + name;
  }

  private static OcelliException unknown(String layer, String kind) {
    return new OcelliException(
        "a layer that cannot be written as ONNX",
        kind,
        "layer '" + layer + "'",
        "use convolution, batch normalisation, ReLU, pooling, dense, dropout or softmax layers");
  }
}
