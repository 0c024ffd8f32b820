package io.ocelli.model.dl4j;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.jspecify.annotations.Nullable;

/**
 * Vertices that are one layer of a net together: a convolution in groups (parts of the channels,
 * each with a convolution, joined), and a pool whose answer is cut.
 */
final class Patterns {
  private final ComputationGraphConfiguration configuration;
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, List<String>> groups = new HashMap<>();
  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, String> cutPools = new HashMap<>();
  private final Set<String> skipped = new HashSet<>();

  Patterns(ComputationGraphConfiguration configuration) {
    this.configuration = configuration;
    configuration.getNetworkOutputs().forEach(name -> readers.merge(name, 1, Integer::sum));
    configuration
        .getVertexInputs()
        .values()
        .forEach(inputs -> inputs.forEach(name -> readers.merge(name, 1, Integer::sum)));
    configuration.getVertices().forEach(this::find);
  }

  private void find(String name, GraphVertex vertex) {
    List<String> inputs = configuration.getVertexInputs().get(name);
    if (vertex instanceof MergeVertex && inputs.size() > 1) {
      String source = source(inputs);
      if (source != null) {
        groups.put(name, inputs);
        sources.put(name, source);
        for (String part : inputs) {
          skipped.add(part);
          skipped.add(configuration.getVertexInputs().get(part).get(0));
        }
      }
    }
    if (layer(vertex) instanceof Cropping2D
        && layer(configuration.getVertices().get(inputs.get(0))) instanceof SubsamplingLayer
        && readers.getOrDefault(inputs.get(0), 0) == 1) {
      cutPools.put(name, inputs.get(0));
      skipped.add(inputs.get(0));
    }
  }

  /** What the convolutions of all groups take parts of, in order; null when they do not. */
  private @Nullable String source(List<String> parts) {
    String source = null;
    int next = 0;
    for (String part : parts) {
      Layer layer = layer(configuration.getVertices().get(part));
      if (layer == null
          || layer.getClass() != ConvolutionLayer.class
          || readers.getOrDefault(part, 0) != 1) {
        return null;
      }
      String taken = configuration.getVertexInputs().get(part).get(0);
      if (!(configuration.getVertices().get(taken) instanceof SubsetVertex subset)
          || subset.getFrom() != next
          || readers.getOrDefault(taken, 0) != 1) {
        return null;
      }
      String from = configuration.getVertexInputs().get(taken).get(0);
      if (source != null && !source.equals(from)) {
        return null;
      }
      source = from;
      next = subset.getTo() + 1;
    }
    return source;
  }

  private static @Nullable Layer layer(@Nullable GraphVertex vertex) {
    return vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : null;
  }

  /** The layer of a vertex that has one. */
  Layer layer(String vertex) {
    return Objects.requireNonNull(layer(configuration.getVertices().get(vertex)));
  }

  /** Whether a vertex is read with another one. */
  boolean skips(String vertex) {
    return skipped.contains(vertex);
  }

  /** The convolutions that a vertex joins to one in groups; null when it does not. */
  @Nullable List<String> groups(String vertex) {
    return groups.get(vertex);
  }

  /** What the groups are parts of. */
  String source(String vertex) {
    return Objects.requireNonNull(sources.get(vertex));
  }

  /** The pool whose answer a vertex cuts; null when it does not. */
  @Nullable String cutPool(String vertex) {
    return cutPools.get(vertex);
  }
}
