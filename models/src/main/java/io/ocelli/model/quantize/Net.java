package io.ocelli.model.quantize;

import io.ocelli.error.OcelliException;
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
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * A float network under work: nodes in their order, and constants by name, those of {@code
 * Constant} nodes among them. Identities and dropouts inside the graph are gone.
 */
final class Net {
  private static final Set<String> NOTHING = Set.of("Identity", "Dropout");

  private final ModelProto model;
  private final String origin;
  private final Set<String> outputs = new HashSet<>();
  private List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private long opset;

  private Net(ModelProto model, String origin) {
    this.model = model;
    this.origin = origin;
    this.opset =
        model.getOpsetImportList().stream()
            .filter(set -> isDefault(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(1);
  }

  /**
   * Reads a network.
   *
   * @throws OcelliException when it is no ONNX, its weights lie in other files, or it has branches
   *     or loops
   */
  static Net read(byte[] onnx, String origin) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new OcelliException(
          "not an ONNX model",
          String.valueOf(e.getMessage()),
          origin,
          "give a float .onnx model",
          e);
    }
    Net net = new Net(model, origin);
    net.fill();
    return net;
  }

  private void fill() {
    GraphProto graph = model.getGraph();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getExternalDataCount() > 0) {
        throw new OcelliException(
            "the weights lie in another file",
            tensor.getName(),
            origin,
            "pack them into one file first: ocelli models add");
      }
      constants.put(tensor.getName(), tensor);
    }
    Map<String, String> renamed = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0)) {
        throw new OcelliException(
            "a graph with branches or loops cannot be made smaller here",
            node.getOpType() + " '" + node.getName() + "'",
            origin,
            "export the model without them");
      }
      AttributeProto value = attribute(node, "value");
      if (node.getOpType().equals("Constant") && value != null && value.hasT()) {
        constants.put(
            node.getOutput(0), value.getT().toBuilder().setName(node.getOutput(0)).build());
        continue;
      }
      NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < copy.getInputCount(); i++) {
        copy.setInput(i, renamed.getOrDefault(copy.getInput(i), copy.getInput(i)));
      }
      if (NOTHING.contains(node.getOpType()) && !outputs.contains(node.getOutput(0))) {
        renamed.put(node.getOutput(0), copy.getInput(0));
        continue;
      }
      nodes.add(copy.build());
    }
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

  String origin() {
    return origin;
  }

  long opset() {
    return opset;
  }

  void opset(long version) {
    opset = version;
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  void nodes(List<NodeProto> others) {
    nodes = others;
  }

  /** Names of the graph's outputs. */
  Set<String> outputs() {
    return outputs;
  }

  /** Names of the graph's inputs that are no constants. */
  List<String> inputs() {
    return model.getGraph().getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !constants.containsKey(name))
        .toList();
  }

  @Nullable TensorProto constant(String name) {
    return constants.get(name);
  }

  Map<String, TensorProto> constants() {
    return constants;
  }

  void put(TensorProto tensor) {
    constants.put(tensor.getName(), tensor);
  }

  /** The values of a constant of float32, or null for any other name. */
  float @Nullable [] floats(String name) {
    TensorProto tensor = constants.get(name);
    return tensor == null || tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
        ? null
        : Values.floats(tensor);
  }

  /** For each tensor the node that makes it. */
  Map<String, NodeProto> producers() {
    Map<String, NodeProto> producers = new HashMap<>();
    nodes.forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
    return producers;
  }

  /** For each tensor how many nodes read it; a graph output counts as one more. */
  Map<String, Integer> readers() {
    Map<String, Integer> readers = new HashMap<>();
    nodes.forEach(node -> node.getInputList().forEach(in -> readers.merge(in, 1, Integer::sum)));
    outputs.forEach(output -> readers.merge(output, 1, Integer::sum));
    return readers;
  }

  /** The model as it is now. */
  ModelProto.Builder toModel() {
    return toModel(nodes, constants);
  }

  /** The model with other nodes and constants; of the constants those that are read. */
  ModelProto.Builder toModel(List<NodeProto> others, Map<String, TensorProto> tensors) {
    Set<String> read = new HashSet<>(outputs);
    others.forEach(node -> read.addAll(node.getInputList()));
    GraphProto.Builder graph =
        model.getGraph().toBuilder()
            .clearNode()
            .clearInitializer()
            .clearValueInfo()
            .clearInput()
            .addAllNode(others);
    model.getGraph().getInputList().stream()
        .filter(input -> !constants.containsKey(input.getName()))
        .forEach(graph::addInput);
    tensors.values().stream()
        .filter(t -> read.contains(t.getName()))
        .forEach(graph::addInitializer);
    ModelProto.Builder result =
        model.toBuilder()
            .setGraph(graph)
            .setProducerName("ocelli")
            .setIrVersion(Math.max(model.getIrVersion(), 7))
            .clearOpsetImport();
    model.getOpsetImportList().stream()
        .filter(set -> !isDefault(set.getDomain()))
        .forEach(result::addOpsetImport);
    return result.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset));
  }
}
