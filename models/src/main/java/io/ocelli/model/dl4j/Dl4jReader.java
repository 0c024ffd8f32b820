package io.ocelli.model.dl4j;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads Deeplearning4j graphs as networks with their weights: those that {@link Dl4jWriter}, {@link
 * SmallCnn} and {@link HeadNet} make, and convolutional networks in NCHW that others made.
 */
public final class Dl4jReader {
  private final ComputationGraph graph;
  private final ComputationGraphConfiguration configuration;
  private final NetReading net;
  private final Patterns patterns;

  /**
   * What was read.
   *
   * @param net the layers
   * @param parameters copies of their weights
   */
  public record Read(Net net, Parameters parameters) {}

  private Dl4jReader(ComputationGraph graph, Shape input) {
    this.graph = graph;
    this.configuration = graph.getConfiguration();
    this.net = new NetReading(configuration.getNetworkInputs().get(0), input);
    this.patterns = new Patterns(configuration);
  }

  /**
   * A graph as a network.
   *
   * @param input shape of one sample; Deeplearning4j does not keep it
   * @throws OcelliException naming every vertex that cannot be read
   */
  public static Read net(ComputationGraph graph, Shape input) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    if (configuration.getNetworkInputs().size() != 1
        || configuration.getNetworkOutputs().size() != 1) {
      throw new OcelliException(
          "a network has one input and one output",
          configuration.getNetworkInputs() + " and " + configuration.getNetworkOutputs(),
          "the Deeplearning4j graph",
          "give a classifier");
    }
    return new Dl4jReader(graph, input).run();
  }

  /**
   * What was read, and what Deeplearning4j answers with it.
   *
   * @param samples normal deviates, one sample after the other
   * @param answers to them, one row after the other
   */
  @SuppressWarnings("ArrayRecordComponent") // compared once and dropped
  public record Tried(Read read, float[] samples, float[] answers) {}

  /**
   * A Deeplearning4j zip, of a ComputationGraph or a MultiLayerNetwork, as a network.
   *
   * @param input shape of one sample, or null to take what the layers say
   * @throws UsageException when the layers do not say it
   * @throws OcelliException when it is no such file, or names what cannot be read in it
   */
  public static Read read(Path zip, @Nullable Shape input) {
    ComputationGraph graph = open(zip);
    try {
      return net(graph, input == null ? inputShape(graph, zip) : input);
    } finally {
      graph.close();
    }
  }

  /** As {@link #read(Path, Shape)}, with Deeplearning4j's answers to n random samples. */
  public static Tried read(Path zip, @Nullable Shape input, int n, Random random) {
    ComputationGraph graph = open(zip);
    try {
      Read read = net(graph, input == null ? inputShape(graph, zip) : input);
      Shape shape = read.net().shape();
      float[] samples = new float[n * shape.size()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) random.nextGaussian();
      }
      try (INDArray flat = Nd4j.createFromArray(samples);
          INDArray answer = graph.outputSingle(false, asGiven(graph, flat, shape, n))) {
        return new Tried(read, samples, NetReading.values(answer));
      }
    } finally {
      graph.close();
    }
  }

  /** Pictures as the graph takes them: it may want them flattened. */
  private static INDArray asGiven(ComputationGraph graph, INDArray flat, Shape shape, int n) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    String input = configuration.getNetworkInputs().get(0);
    boolean flattened =
        configuration.getVertexInputs().entrySet().stream()
            .filter(vertex -> vertex.getValue().contains(input))
            .anyMatch(
                vertex ->
                    configuration.getVertices().get(vertex.getKey()) instanceof LayerVertex layer
                        && layer.getPreProcessor() instanceof FeedForwardToCnnPreProcessor);
    return shape.isVector() || flattened
        ? flat.reshape('c', n, shape.size())
        : flat.reshape('c', n, shape.channels(), shape.height(), shape.width());
  }

  private static Shape inputShape(ComputationGraph graph, Path zip) {
    Shape shape = inputShape(graph);
    if (shape == null) {
      throw new UsageException(
          "the file does not say how large its pictures are",
          String.valueOf(zip.getFileName()),
          zip.toString(),
          "say for which size it is read, for example 64x64");
    }
    return shape;
  }

  private static ComputationGraph open(Path zip) {
    try {
      if (isOneChain(zip)) {
        try (var in = Files.newInputStream(zip)) {
          MultiLayerNetwork chain = ModelSerializer.restoreMultiLayerNetwork(in, false);
          try {
            return chain.toComputationGraph();
          } finally {
            chain.close();
          }
        }
      }
      try (var in = Files.newInputStream(zip)) {
        return ModelSerializer.restoreComputationGraph(in, false);
      }
    } catch (IOException | RuntimeException e) {
      throw new OcelliException(
          "not a network of Deeplearning4j",
          String.valueOf(e.getMessage()),
          zip.toString(),
          "give a zip that Deeplearning4j's ModelSerializer wrote",
          e);
    }
  }

  /** A MultiLayerNetwork lists its layers, a ComputationGraph its vertices. */
  private static boolean isOneChain(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (entry == null) {
        throw new IOException("no " + ModelSerializer.CONFIGURATION_JSON + " in it");
      }
      try (var in = file.getInputStream(entry)) {
        String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return !json.contains("\"vertices\"");
      }
    }
  }

  /**
   * What goes into a graph, as far as its first layers tell: vectors into dense ones, and pictures
   * that come flattened. Null for a graph that begins with convolutions, which take any size.
   */
  public static @Nullable Shape inputShape(ComputationGraph graph) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    String input = configuration.getNetworkInputs().get(0);
    for (Map.Entry<String, List<String>> vertex : configuration.getVertexInputs().entrySet()) {
      if (!vertex.getValue().contains(input)
          || !(configuration.getVertices().get(vertex.getKey()) instanceof LayerVertex layer)) {
        continue;
      }
      InputPreProcessor before = layer.getPreProcessor();
      if (before instanceof FeedForwardToCnnPreProcessor p) {
        return new Shape(
            (int) p.getNumChannels(), (int) p.getInputHeight(), (int) p.getInputWidth());
      }
      if (before instanceof CnnToFeedForwardPreProcessor p) {
        return new Shape(
            (int) p.getNumChannels(), (int) p.getInputHeight(), (int) p.getInputWidth());
      }
      Layer own = layer.getLayerConf().getLayer();
      if (own instanceof FeedForwardLayer dense && !(own instanceof ConvolutionLayer)) {
        return Shape.vector((int) dense.getNIn());
      }
    }
    return firstDense(graph);
  }

  /** The width of the first dense layer where only layers without weights come before it. */
  private static @Nullable Shape firstDense(ComputationGraph graph) {
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex =
          graph.getConfiguration().getVertices().get(graph.getVertices()[index].getVertexName());
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof FeedForwardLayer first) {
        return first instanceof ConvolutionLayer || layer.getPreProcessor() != null
            ? null
            : Shape.vector((int) first.getNIn());
      }
    }
    return null;
  }

  private Read run() {
    String input = configuration.getNetworkInputs().get(0);
    List<String> problems = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (name.equals(input) || patterns.skips(name)) {
        continue;
      }
      List<String> inputs = configuration.getVertexInputs().get(name);
      // What follows something unreadable has no shape; only its own kind could be told.
      if (inputs.stream().anyMatch(from -> !net.knows(from) && !patterns.skips(from))) {
        continue;
      }
      try {
        net.put(name, read(name, inputs));
      } catch (NotHeld e) {
        problems.add("'" + name + "': " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new OcelliException(
          "a Deeplearning4j network that cannot be read",
          String.join("; ", problems),
          "the graph's layers",
          "use convolution, pooling, batch normalisation, dense and activation layers in NCHW");
    }
    return net.read("dl4j", net.node(configuration.getNetworkOutputs().get(0)));
  }

  private String read(String name, List<String> inputs) {
    GraphVertex vertex = configuration.getVertices().get(name);
    List<String> grouped = patterns.groups(name);
    if (grouped != null) {
      return LayerReading.grouped(net, graph, name, grouped, net.node(patterns.source(name)));
    }
    String[] from = inputs.stream().filter(net::knows).map(net::node).toArray(String[]::new);
    if (vertex instanceof LayerVertex layer) {
      String pool = patterns.cutPool(name);
      if (pool != null) {
        return PoolReading.cut(
            net,
            name,
            patterns.layer(pool),
            patterns.layer(name),
            net.node(configuration.getVertexInputs().get(pool).get(0)));
      }
      String x = preprocessed(name, layer.getPreProcessor(), from[0]);
      return LayerReading.read(net, graph.getLayer(name), name, layer.getLayerConf().getLayer(), x);
    }
    if (vertex instanceof PreprocessorVertex preprocessor) {
      return preprocessed(name, preprocessor.getPreProcessor(), from[0]);
    }
    if (vertex instanceof MergeVertex) {
      if (from.length == 1) {
        return from[0];
      }
      return net.add(name, new Op.Concat(), from);
    }
    if (vertex instanceof ElementWiseVertex element) {
      return element(name, element, from);
    }
    if (vertex instanceof ScaleVertex scale) {
      return affine(name, from[0], scale.getScaleFactor(), 0);
    }
    if (vertex instanceof ShiftVertex shift) {
      return affine(name, from[0], 1, shift.getShiftFactor());
    }
    throw new NotHeld("a " + vertex.getClass().getSimpleName());
  }

  private String preprocessed(String name, @Nullable InputPreProcessor before, String x) {
    if (before == null) {
      return x;
    }
    if (before instanceof CnnToFeedForwardPreProcessor) {
      return net.vector(x);
    }
    if (before instanceof FeedForwardToCnnPreProcessor p) {
      if (!net.shape(x).isVector()) {
        return x;
      }
      if (p.getInputHeight() == 1 && p.getInputWidth() == 1) {
        var node = net.known(x);
        // A picture of one pixel that was made a vector for a moment.
        return node != null && node.op() instanceof Op.Flatten ? node.inputs().get(0) : x;
      }
      throw new NotHeld("makes a vector a picture");
    }
    throw new NotHeld("a " + before.getClass().getSimpleName() + " before '" + name + "'");
  }

  private String element(String name, ElementWiseVertex element, String[] from) {
    return switch (element.getOp()) {
      case Add -> net.add(name, new Op.Add(), from);
      case Average -> {
        String sum = net.add(name + "_sum", new Op.Add(), from);
        yield affine(name, sum, 1.0 / from.length, 0);
      }
      case Subtract -> {
        String negative = affine(name + "_negative", from[1], -1, 0);
        yield net.add(name, new Op.Add(), from[0], negative);
      }
      case Product -> {
        if (from.length != 2) {
          throw new NotHeld("a product of " + from.length);
        }
        boolean second = net.shape(from[1]).size() <= net.shape(from[0]).size();
        yield net.add(name, new Op.Multiply(), from[second ? 0 : 1], from[second ? 1 : 0]);
      }
      case Max -> throw new NotHeld("the larger of two layers");
    };
  }

  private String affine(String name, String x, double scale, double shift) {
    if (scale == 1 && shift == 0) {
      return x;
    }
    String node = net.add(name, new Op.Affine(), x);
    int channels = net.shape(x).channels();
    float[] scales = new float[channels];
    float[] shifts = new float[channels];
    Arrays.fill(scales, (float) scale);
    Arrays.fill(shifts, (float) shift);
    net.put(node, "scale", scales, channels);
    net.put(node, "shift", shifts, channels);
    return node;
  }
}
