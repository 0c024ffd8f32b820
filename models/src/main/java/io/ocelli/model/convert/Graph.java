package io.ocelli.model.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of an ONNX file that its output depends on, in order, and the constants they read. The
 * passes that make it plainer change it in place.
 */
final class Graph {
  private final Map<String, Constant> constants = new HashMap<>();
  private final List<UnreadableModelException.Problem> problems = new ArrayList<>();
  private final ModelProto model;
  private final String output;
  private final long opset;
  private List<NodeProto> nodes = new ArrayList<>();
  private int fresh;

  Graph(ModelProto model, String output) {
    this.model = model;
    this.output = output;
    this.opset =
        model.getOpsetImportList().stream()
            .filter(set -> isDefault(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(1);
    GraphProto graph = model.getGraph();
    nodes.addAll(graph.getNodeList());
    dropUnused();
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    for (TensorProto tensor : graph.getInitializerList()) {
      if (read.contains(tensor.getName())) {
        initializer(tensor);
      }
    }
  }

  private void initializer(TensorProto tensor) {
    try {
      constants.put(tensor.getName(), TensorFile.read(tensor));
    } catch (Unreadable e) {
      problems.add(
          new UnreadableModelException.Problem(
              "initializer", tensor.getName(), String.valueOf(e.getMessage())));
    }
  }

  /** The inputs of the file that are no weights. */
  static List<ValueInfoProto> inputs(ModelProto model) {
    Set<String> weights = new HashSet<>();
    model.getGraph().getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    return model.getGraph().getInputList().stream()
        .filter(input -> !weights.contains(input.getName()))
        .toList();
  }

  ModelProto model() {
    return model;
  }

  String output() {
    return output;
  }

  long opset() {
    return opset;
  }

  List<UnreadableModelException.Problem> problems() {
    return problems;
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  void nodes(List<NodeProto> others) {
    nodes = new ArrayList<>(others);
  }

  /** Removes the nodes that the output does not depend on. */
  void dropUnused() {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<NodeProto> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(o -> !o.isEmpty() && needed.contains(o))) {
        kept.add(0, node);
        needed.addAll(node.getInputList());
      }
    }
    nodes = kept;
  }

  @Nullable Constant constant(String name) {
    return constants.get(name);
  }

  void put(String name, Constant constant) {
    constants.put(name, constant);
  }

  /** Adds a constant under a new name. */
  String add(String near, Constant constant) {
    String name = fresh(near);
    constants.put(name, constant);
    return name;
  }

  /** A name that no value has. */
  String fresh(String near) {
    return near + "__ocelli" + fresh++;
  }

  /** The node that computes each value. */
  Map<String, NodeProto> producers() {
    Map<String, NodeProto> producers = new HashMap<>();
    for (NodeProto node : nodes) {
      node.getOutputList().forEach(name -> producers.put(name, node));
    }
    return producers;
  }

  /** How often each value is read; the graph's output once more. */
  Map<String, Integer> readers() {
    Map<String, Integer> readers = new LinkedHashMap<>();
    readers.put(output, 1);
    for (NodeProto node : nodes) {
      node.getInputList().forEach(name -> readers.merge(name, 1, Integer::sum));
    }
    return readers;
  }

  void problem(NodeProto node, String reason) {
    problems.add(new UnreadableModelException.Problem(operator(node), nameOf(node), reason));
  }

  /** The operator, with its domain where that is not ONNX's own. */
  static String operator(NodeProto node) {
    return isDefault(node.getDomain())
        ? node.getOpType()
        : node.getDomain() + "." + node.getOpType();
  }

  static String nameOf(NodeProto node) {
    return node.getName().isEmpty() && node.getOutputCount() > 0
        ? node.getOutput(0)
        : node.getName();
  }

  static boolean isDefault(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  static @Nullable AttributeProto attribute(NodeProto node, String name) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return attribute;
      }
    }
    return null;
  }

  static long integer(NodeProto node, String name, long otherwise) {
    AttributeProto attribute = attribute(node, name);
    return attribute == null ? otherwise : attribute.getI();
  }

  static float real(NodeProto node, String name, float otherwise) {
    AttributeProto attribute = attribute(node, name);
    return attribute == null ? otherwise : attribute.getF();
  }

  static String text(NodeProto node, String name, String otherwise) {
    AttributeProto attribute = attribute(node, name);
    return attribute == null ? otherwise : attribute.getS().toStringUtf8();
  }

  static long @Nullable [] integers(NodeProto node, String name) {
    AttributeProto attribute = attribute(node, name);
    return attribute == null
        ? null
        : attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** The name of an input, or "" where it is left out. */
  static String input(NodeProto node, int index) {
    return index < node.getInputCount() ? node.getInput(index) : "";
  }
}
