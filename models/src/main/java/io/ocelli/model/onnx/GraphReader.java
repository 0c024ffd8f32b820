package io.ocelli.model.onnx;

import static io.ocelli.model.onnx.Wire.field;
import static io.ocelli.model.onnx.Wire.number;

import io.ocelli.model.onnx.OnnxGraph.Constant;
import io.ocelli.model.onnx.OnnxGraph.Node;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a {@code ModelProto} forwards, without its weights. The field numbers are those of {@code
 * onnx.proto}, which its versioning rules fix for ever.
 */
final class GraphReader {
  private static final int DEEPEST = 20;

  private final Wire in;
  final Map<String, String> metadata = new LinkedHashMap<>();
  final Map<String, Long> opsets = new LinkedHashMap<>();
  final List<Node> nodes = new ArrayList<>();
  final List<Node> innerNodes = new ArrayList<>();
  final Map<String, Constant> constants = new LinkedHashMap<>();
  final List<Constant> innerConstants = new ArrayList<>();
  final List<TensorSpec> inputs = new ArrayList<>();
  final List<TensorSpec> outputs = new ArrayList<>();
  final Set<String> externalFiles = new LinkedHashSet<>();
  long irVersion;
  String producer = "";
  String producerVersion = "";
  boolean graph;
  private boolean foreign;
  private int depth;

  GraphReader(Wire in) {
    this.in = in;
  }

  /** Reads the whole model. */
  void model(long end) throws IOException {
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == number(1)) {
        irVersion = in.varint();
      } else if (tag == field(2)) {
        producer = in.text();
      } else if (tag == field(3)) {
        producerVersion = in.text();
      } else if (tag == field(7)) {
        graph = true;
        graph(in.end());
      } else if (tag == field(8)) {
        opset(in.end());
      } else if (tag == field(14)) {
        pair(in.end(), metadata);
      } else {
        foreign |= tag >>> 3 > 25 || tag >>> 3 == 0;
        in.skip(tag);
      }
    }
    if (in.position() != end) {
      throw new EOFException("the file is cut short");
    }
    boolean begun = irVersion > 0 && irVersion < 1000 && !foreign;
    if (begun && (!graph || opsets.isEmpty())) {
      // The format's fields come in order: the graph, then the opsets.
      throw new EOFException("the file is cut short");
    }
    if (!graph) {
      throw new IOException("no graph in the file");
    }
  }

  private void opset(long end) throws IOException {
    String domain = "";
    long version = 0;
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        domain = in.text();
      } else if (tag == number(2)) {
        version = in.varint();
      } else {
        in.skip(tag);
      }
    }
    opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
  }

  private void pair(long end, Map<String, String> into) throws IOException {
    String key = "";
    String value = "";
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        key = in.text();
      } else if (tag == field(2)) {
        value = in.text();
      } else {
        in.skip(tag);
      }
    }
    into.put(key, value);
  }

  private void graph(long end) throws IOException {
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        node(in.end());
      } else if (tag == field(5)) {
        constant(tensor(in.end()));
      } else if (tag == field(11) && depth == 0) {
        inputs.add(value(in.end()));
      } else if (tag == field(12) && depth == 0) {
        outputs.add(value(in.end()));
      } else {
        in.skip(tag);
      }
    }
  }

  private void constant(Constant constant) {
    if (depth == 0) {
      constants.put(constant.name(), constant);
    } else {
      innerConstants.add(constant);
    }
  }

  private void node(long end) throws IOException {
    String name = "";
    String operator = "";
    String domain = "";
    List<String> reads = new ArrayList<>(3);
    List<String> makes = new ArrayList<>(1);
    Map<String, List<Long>> numbers = new LinkedHashMap<>();
    List<Constant> held = new ArrayList<>(1);
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        reads.add(in.text());
      } else if (tag == field(2)) {
        makes.add(in.text());
      } else if (tag == field(3)) {
        name = in.text();
      } else if (tag == field(4)) {
        operator = in.text();
      } else if (tag == field(5)) {
        attribute(in.end(), numbers, held);
      } else if (tag == field(7)) {
        domain = in.text();
      } else {
        in.skip(tag);
      }
    }
    Node node = new Node(name, operator, domain, reads, makes, numbers);
    (depth == 0 ? nodes : innerNodes).add(node);
    if (operator.equals("Constant") && held.size() == 1 && makes.size() == 1) {
      Constant value = held.get(0);
      constant(new Constant(makes.get(0), value.type(), value.shape()));
    }
  }

  private void attribute(long end, Map<String, List<Long>> numbers, List<Constant> held)
      throws IOException {
    String name = "";
    List<Long> values = new ArrayList<>(0);
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        name = in.text();
      } else if (tag == number(3) || tag == number(8)) {
        values.add(in.varint());
      } else if (tag == field(8)) {
        in.packed(values);
      } else if (tag == field(5)) {
        held.add(tensor(in.end()));
      } else if (tag == field(6) || tag == field(11)) {
        long graphEnd = in.end();
        if (++depth > DEEPEST) {
          throw new IOException("graphs inside graphs, more than " + DEEPEST + " deep");
        }
        graph(graphEnd);
        depth--;
      } else {
        in.skip(tag);
      }
    }
    if (!values.isEmpty()) {
      numbers.put(name, values);
    }
  }

  private Constant tensor(long end) throws IOException {
    String name = "";
    long type = 0;
    boolean external = false;
    List<Long> shape = new ArrayList<>(4);
    Map<String, String> place = new LinkedHashMap<>(0);
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == number(1)) {
        shape.add(in.varint());
      } else if (tag == field(1)) {
        in.packed(shape);
      } else if (tag == number(2)) {
        type = in.varint();
      } else if (tag == field(8)) {
        name = in.text();
      } else if (tag == field(13)) {
        pair(in.end(), place);
      } else if (tag == number(14)) {
        external = in.varint() == 1;
      } else {
        in.skip(tag);
      }
    }
    if (external) {
      externalFiles.add(place.getOrDefault("location", ""));
    }
    return new Constant(name, type(type), shape);
  }

  private TensorSpec value(long end) throws IOException {
    String name = "";
    String type = "";
    List<Long> shape = new ArrayList<>(4);
    List<String> symbols = new ArrayList<>(4);
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        name = in.text();
      } else if (tag == field(2)) {
        type = valueType(in.end(), shape, symbols);
      } else {
        in.skip(tag);
      }
    }
    return new TensorSpec(name, type, shape, symbols);
  }

  private String valueType(long end, List<Long> shape, List<String> symbols) throws IOException {
    String type = "";
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == field(1)) {
        type = tensorType(in.end(), shape, symbols);
      } else {
        type = tag == field(4) ? "sequence" : tag == field(5) ? "map" : type;
        in.skip(tag);
      }
    }
    return type;
  }

  private String tensorType(long end, List<Long> shape, List<String> symbols) throws IOException {
    String type = "";
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == number(1)) {
        type = type(in.varint());
      } else if (tag == field(2)) {
        long shapeEnd = in.end();
        while (in.position() < shapeEnd) {
          int side = in.tag();
          if (side == field(1)) {
            side(in.end(), shape, symbols);
          } else {
            in.skip(side);
          }
        }
      } else {
        in.skip(tag);
      }
    }
    return type;
  }

  private void side(long end, List<Long> shape, List<String> symbols) throws IOException {
    long length = -1;
    String symbol = "";
    while (in.position() < end) {
      int tag = in.tag();
      if (tag == number(1)) {
        long written = in.varint();
        length = written > 0 ? written : -1;
      } else if (tag == field(2)) {
        symbol = in.text();
      } else {
        in.skip(tag);
      }
    }
    shape.add(length);
    symbols.add(symbol);
  }

  /** The element types of {@code TensorProto.DataType}, in the words of NumPy. */
  private static String type(long code) {
    return switch ((int) code) {
      case 1 -> "float32";
      case 2 -> "uint8";
      case 3 -> "int8";
      case 4 -> "uint16";
      case 5 -> "int16";
      case 6 -> "int32";
      case 7 -> "int64";
      case 8 -> "string";
      case 9 -> "bool";
      case 10 -> "float16";
      case 11 -> "float64";
      case 12 -> "uint32";
      case 13 -> "uint64";
      case 14 -> "complex64";
      case 15 -> "complex128";
      case 16 -> "bfloat16";
      case 17, 18, 19, 20 -> "float8";
      case 21 -> "uint4";
      case 22 -> "int4";
      case 23 -> "float4";
      default -> "type " + code;
    };
  }
}
