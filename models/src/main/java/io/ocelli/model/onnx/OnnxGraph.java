package io.ocelli.model.onnx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an {@code .onnx} file says, read without loading its weights and without an engine: its
 * metadata, its operators and how they are joined, the types and shapes of its constants. Reading
 * skips the weights, so it takes some milliseconds whatever the size of the file.
 */
public final class OnnxGraph {
  /** Operators that move or re-type values and leave what they mean alone. */
  private static final Set<String> PASS_THROUGH =
      Set.of(
          "Identity",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Cast",
          "Dropout",
          "Transpose",
          "QuantizeLinear",
          "DequantizeLinear");

  /**
   * A step of the graph.
   *
   * @param name may be empty
   * @param operator its kind, such as Conv
   * @param domain whose kind; empty for ONNX's own
   * @param inputs what it reads; an empty name stands for an optional input that is left out
   * @param outputs what it makes
   * @param numbers its attributes that are whole numbers or lists of them
   */
  public record Node(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, List<Long>> numbers) {}

  /**
   * A constant: an initializer, or what a Constant node gives.
   *
   * @param name of the value
   * @param type of its elements, in the words of {@link TensorSpec}
   * @param shape its sides; none for a single number
   */
  public record Constant(String name, String type, List<Long> shape) {
    /** The number of values. */
    public long elements() {
      return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }
  }

  private final GraphReader read;
  private final Map<String, Node> producers = new HashMap<>();

  private OnnxGraph(GraphReader read) {
    this.read = read;
    for (Node node : read.nodes) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
  }

  /**
   * Reads a model file.
   *
   * @throws IOException when the file cannot be read, is cut short, or is no ONNX model
   */
  public static OnnxGraph read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, Files.size(file));
    }
  }

  static OnnxGraph read(InputStream in, long length) throws IOException {
    GraphReader reader = new GraphReader(new Wire(in));
    reader.model(length);
    return new OnnxGraph(reader);
  }

  /** The key-value pairs of the file ({@code metadata_props}). */
  public Map<String, String> metadata() {
    return read.metadata;
  }

  /** The version of the file format. */
  public long irVersion() {
    return read.irVersion;
  }

  /** The program that wrote the file. */
  public String producer() {
    return read.producer;
  }

  /** The version of that program. */
  public String producerVersion() {
    return read.producerVersion;
  }

  /** The sets of operators in use and their versions; ONNX's own is called ai.onnx. */
  public Map<String, Long> opsets() {
    return Collections.unmodifiableMap(read.opsets);
  }

  /** Whether weights lie in other files beside this one. */
  public boolean externalData() {
    return !read.externalFiles.isEmpty();
  }

  /** The files that hold weights, as the model names them: relative to its own folder. */
  public Set<String> externalFiles() {
    return Collections.unmodifiableSet(read.externalFiles);
  }

  /** The steps of the graph, in order. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(read.nodes);
  }

  /** The steps of graphs inside steps (the bodies of If and Loop). */
  public List<Node> innerNodes() {
    return Collections.unmodifiableList(read.innerNodes);
  }

  /** The constants by name: initializers and what Constant nodes give. */
  public Map<String, Constant> constants() {
    return Collections.unmodifiableMap(read.constants);
  }

  /** All constants, those of graphs inside steps too. */
  public List<Constant> allConstants() {
    List<Constant> all = new ArrayList<>(read.constants.values());
    all.addAll(read.innerConstants);
    return all;
  }

  /** What has to be fed: the graph's inputs without those that have a value in the file. */
  public List<TensorSpec> inputs() {
    return read.inputs.stream().filter(i -> !read.constants.containsKey(i.name())).toList();
  }

  /** The names of the outputs. */
  public List<String> outputs() {
    return read.outputs.stream().map(TensorSpec::name).toList();
  }

  /** The outputs with the types and shapes that the file declares. */
  public List<TensorSpec> outputSpecs() {
    return Collections.unmodifiableList(read.outputs);
  }

  /**
   * The operator that gives an output its meaning: the one that makes it, looking through those
   * that only move or re-type values (Reshape, Cast, DequantizeLinear, …). Empty when there is
   * none.
   */
  public Optional<String> operatorOf(String output) {
    Node node = producers.get(output);
    for (int steps = 0; node != null && steps < 50; steps++) {
      if (!PASS_THROUGH.contains(node.operator())) {
        return Optional.of(node.operator());
      }
      node = node.inputs().isEmpty() ? null : producers.get(node.inputs().get(0));
    }
    return Optional.empty();
  }
}
