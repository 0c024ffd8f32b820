package io.ocelli.model.onnx;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an {@code .onnx} file says, read without loading its weights and without an engine: its
 * metadata, its operators, which operator makes each output. Reading skips the weights, so it takes
 * about a millisecond whatever the size of the file.
 *
 * <p>The file is a {@code ModelProto} in the Protocol Buffers wire format; the field numbers are
 * those of {@code onnx.proto} (fixed by its IR versioning rules).
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

  private record Node(String operator, String firstInput) {}

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Node> producers = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();
  private long irVersion;
  private String producer = "";
  private boolean graph;
  private boolean externalData;

  private OnnxGraph() {}

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
    OnnxGraph read = new OnnxGraph();
    read.model(new Wire(in), length);
    if (!read.graph) {
      throw new IOException("no graph in the file");
    }
    return read;
  }

  /** The key-value pairs of the file ({@code metadata_props}). */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The version of the file format. */
  public long irVersion() {
    return irVersion;
  }

  /** The program that wrote the file. */
  public String producer() {
    return producer;
  }

  /** Whether weights lie in other files beside this one. */
  public boolean externalData() {
    return externalData;
  }

  /** The names of the outputs. */
  public List<String> outputs() {
    return outputs;
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
      node = producers.get(node.firstInput());
    }
    return Optional.empty();
  }

  private void model(Wire in, long end) throws IOException {
    while (in.position < end) {
      long tag = in.varint();
      switch ((int) tag) {
        case 1 << 3 -> irVersion = in.varint();
        case 2 << 3 | 2 -> producer = in.text();
        case 7 << 3 | 2 -> {
          long graphEnd = in.end();
          graph = true;
          graph(in, graphEnd);
        }
        case 14 << 3 | 2 -> pair(in, in.end());
        default -> in.skip(tag);
      }
    }
    if (in.position != end) {
      throw new EOFException("the file is cut short");
    }
  }

  private void graph(Wire in, long end) throws IOException {
    while (in.position < end) {
      long tag = in.varint();
      switch ((int) tag) {
        case 1 << 3 | 2 -> node(in, in.end());
        case 5 << 3 | 2 -> initializer(in, in.end());
        case 12 << 3 | 2 -> output(in, in.end());
        default -> in.skip(tag);
      }
    }
  }

  private void node(Wire in, long end) throws IOException {
    String operator = "";
    String firstInput = "";
    boolean seenInput = false;
    List<String> made = new ArrayList<>(1);
    while (in.position < end) {
      long tag = in.varint();
      switch ((int) tag) {
        case 1 << 3 | 2 -> {
          String input = in.text();
          firstInput = seenInput ? firstInput : input;
          seenInput = true;
        }
        case 2 << 3 | 2 -> made.add(in.text());
        case 4 << 3 | 2 -> operator = in.text();
        default -> in.skip(tag);
      }
    }
    for (String output : made) {
      producers.put(output, new Node(operator, firstInput));
    }
  }

  private void initializer(Wire in, long end) throws IOException {
    while (in.position < end) {
      long tag = in.varint();
      if (tag == 14 << 3) {
        externalData |= in.varint() == 1;
      } else {
        in.skip(tag);
      }
    }
  }

  private void output(Wire in, long end) throws IOException {
    while (in.position < end) {
      long tag = in.varint();
      if (tag == (1 << 3 | 2)) {
        outputs.add(in.text());
      } else {
        in.skip(tag);
      }
    }
  }

  private void pair(Wire in, long end) throws IOException {
    String key = "";
    String value = "";
    while (in.position < end) {
      long tag = in.varint();
      switch ((int) tag) {
        case 1 << 3 | 2 -> key = in.text();
        case 2 << 3 | 2 -> value = in.text();
        default -> in.skip(tag);
      }
    }
    metadata.put(key, value);
  }

  /** The Protocol Buffers wire format, read forwards. */
  private static final class Wire {
    private static final int LONGEST_TEXT = 64 << 20;
    private final InputStream in;
    private long position;

    Wire(InputStream in) {
      this.in = in;
    }

    long varint() throws IOException {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException("the file is cut short");
        }
        position++;
        value |= (long) (b & 0x7f) << shift;
        if (b < 0x80) {
          return value;
        }
      }
      throw new IOException("not in the Protocol Buffers format");
    }

    /** Reads the length of a field and gives the position after it. */
    long end() throws IOException {
      long length = varint();
      if (length < 0) {
        throw new IOException("not in the Protocol Buffers format");
      }
      return position + length;
    }

    String text() throws IOException {
      long length = varint();
      if (length < 0 || length > LONGEST_TEXT) {
        throw new IOException("not in the Protocol Buffers format");
      }
      byte[] bytes = in.readNBytes((int) length);
      position += bytes.length;
      if (bytes.length < length) {
        throw new EOFException("the file is cut short");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(long tag) throws IOException {
      switch ((int) (tag & 7)) {
        case 0 -> varint();
        case 1 -> skipBytes(8);
        case 2 -> skipBytes(end() - position);
        case 5 -> skipBytes(4);
        default -> throw new IOException("not in the Protocol Buffers format");
      }
    }

    private void skipBytes(long count) throws IOException {
      try {
        in.skipNBytes(count);
      } catch (EOFException e) {
        throw new EOFException("the file is cut short");
      }
      position += count;
    }
  }
}
