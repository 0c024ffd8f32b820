package io.ocelli.model.convert;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * A classifier's ONNX graph cut at its feature tensor: what its last weighted layer reads.
 *
 * <p>From the output the graph is walked back to the nearest Gemm, MatMul or convolution with
 * constant weights (the integer and quantised forms too); its data input, before any quantisation
 * and reshaping, is the feature tensor. A classifying convolution (SqueezeNet) reads a map, which
 * is averaged over its positions; every other tensor is flattened to [batch, features].
 */
public final class Backbone {
  private static final Set<String> CONVOLUTIONS =
      Set.of("Conv", "ConvInteger", "QLinearConv", "FusedConv");
  private static final Set<String> PRODUCTS =
      Set.of("Gemm", "FusedGemm", "MatMul", "MatMulInteger", "QLinearMatMul", "QGemm");
  private static final Set<String> PASSED =
      Set.of(
          "DequantizeLinear",
          "QuantizeLinear",
          "DynamicQuantizeLinear",
          "Cast",
          "Identity",
          "Dropout",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze");

  /** The name of the feature output of {@link #featureModel()}. */
  public static final String FEATURES = "ocelli_features";

  private final ModelProto model;
  private final String tensor;
  private final ModelProto cut;

  private Backbone(ModelProto model, String tensor, ModelProto cut) {
    this.model = model;
    this.tensor = tensor;
    this.cut = cut;
  }

  /**
   * Cuts a model.
   *
   * @param onnx the bytes of an ONNX classifier with one input
   * @param origin for error messages: the file
   */
  public static Backbone cut(byte[] onnx, String origin) {
    ModelProto model = parse(onnx, origin);
    GraphProto graph = model.getGraph();
    Map<String, NodeProto> producer = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> producer.put(output, node));
    }
    Set<String> dynamic = dependentOnInput(graph);
    NodeProto classifier = lastWeighted(graph, producer, dynamic, origin);
    String tensor = dataInput(classifier, dynamic, origin);
    NodeProto before = producer.get(tensor);
    while (before != null
        && PASSED.contains(before.getOpType())
        && dynamic.contains(before.getInput(0))) {
      tensor = before.getInput(0);
      before = producer.get(tensor);
    }
    boolean map = CONVOLUTIONS.contains(classifier.getOpType());
    return new Backbone(model, tensor, cutAt(model, tensor, map));
  }

  /**
   * Cuts a model at a tensor that somebody names; its values are flattened to [batch, features].
   *
   * @param onnx the bytes of an ONNX model with one input
   * @param tensor name of an output of one of its nodes
   * @param origin for error messages: the file
   * @throws UsageException if there is no such tensor, or it does not depend on the picture
   */
  public static Backbone cutAt(byte[] onnx, String tensor, String origin) {
    ModelProto model = parse(onnx, origin);
    Set<String> dynamic = dependentOnInput(model.getGraph());
    model.getGraph().getInputList().forEach(input -> dynamic.remove(input.getName()));
    if (!dynamic.contains(tensor)) {
      List<String> near = NearNames.of(tensor, dynamic);
      throw new UsageException(
          "the model computes no such tensor from a picture",
          tensor,
          origin,
          near.isEmpty()
              ? "leave the layer out for the features before the last weighted layer"
              : "did you mean '" + String.join("' or '", near) + "'?");
    }
    return new Backbone(model, tensor, cutAt(model, tensor, false));
  }

  private static ModelProto parse(byte[] onnx, String origin) {
    try {
      return ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new OcelliException(
          "not an ONNX model",
          String.valueOf(e.getMessage()),
          origin,
          "give an .onnx classifier",
          e);
    }
  }

  /** The name of the feature tensor in the original graph. */
  public String tensor() {
    return tensor;
  }

  /** The opset of the default domain. */
  public long opset() {
    return model.getOpsetImportList().stream()
        .filter(opset -> opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
        .mapToLong(opset -> opset.getVersion())
        .findFirst()
        .orElse(1);
  }

  /**
   * The bytes of a model with the same input whose one output, {@link #FEATURES}, is [batch,
   * features].
   */
  public byte[] featureModel() {
    return cut.toByteArray();
  }

  ModelProto cutModel() {
    return cut;
  }

  private static Set<String> dependentOnInput(GraphProto graph) {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    Set<String> dynamic = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!constants.contains(input.getName())) {
        dynamic.add(input.getName());
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getInputList().stream().anyMatch(dynamic::contains)) {
        dynamic.addAll(node.getOutputList());
      }
    }
    return dynamic;
  }

  private static NodeProto lastWeighted(
      GraphProto graph, Map<String, NodeProto> producer, Set<String> dynamic, String origin) {
    Deque<String> queue = new ArrayDeque<>(List.of(graph.getOutput(0).getName()));
    Set<String> seen = new HashSet<>(queue);
    while (!queue.isEmpty()) {
      NodeProto node = producer.get(queue.removeFirst());
      if (node == null) {
        continue;
      }
      boolean weighted =
          (PRODUCTS.contains(node.getOpType()) || CONVOLUTIONS.contains(node.getOpType()))
              && !dynamic.contains(weightOf(node));
      if (weighted) {
        return node;
      }
      for (String input : node.getInputList()) {
        if (dynamic.contains(input) && seen.add(input)) {
          queue.addLast(input);
        }
      }
    }
    throw new OcelliException(
        "a model without a last layer that has weights",
        graph.getOutput(0).getName(),
        origin,
        "give a classifier whose last layer is a Gemm, MatMul or Conv");
  }

  private static String weightOf(NodeProto node) {
    int index =
        switch (node.getOpType()) {
          case "QLinearMatMul", "QGemm", "QLinearConv" -> 3;
          default -> 1;
        };
    return node.getInputCount() > index ? node.getInput(index) : "";
  }

  private static String dataInput(NodeProto node, Set<String> dynamic, String origin) {
    return node.getInputList().stream()
        .filter(dynamic::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new OcelliException(
                    "a last layer that reads nothing of the picture",
                    node.getName(),
                    origin,
                    "give a classifier"));
  }

  private static ModelProto cutAt(ModelProto model, String tensor, boolean map) {
    GraphProto graph = model.getGraph();
    Set<String> needed = new HashSet<>(Set.of(tensor));
    List<NodeProto> kept = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        kept.add(0, node);
        needed.addAll(node.getInputList());
      }
    }
    GraphProto.Builder cut =
        GraphProto.newBuilder().setName(graph.getName() + "_features").addAllNode(kept);
    graph.getInitializerList().stream()
        .filter(initializer -> needed.contains(initializer.getName()))
        .forEach(cut::addInitializer);
    graph.getInputList().stream()
        .filter(input -> needed.contains(input.getName()))
        .forEach(cut::addInput);
    String flat = tensor;
    if (map) {
      flat = "ocelli_pooled";
      cut.addNode(OnnxParts.node("GlobalAveragePool", flat, flat, tensor));
    }
    cut.addNode(
        OnnxParts.node("Flatten", FEATURES, FEATURES, flat)
            .addAttribute(OnnxParts.integer("axis", 1)));
    cut.addOutput(
        ValueInfoProto.newBuilder()
            .setName(FEATURES)
            .setType(
                onnx.Onnx.TypeProto.newBuilder()
                    .setTensorType(
                        onnx.Onnx.TypeProto.Tensor.newBuilder()
                            .setElemType(onnx.Onnx.TensorProto.DataType.FLOAT_VALUE))));
    return model.toBuilder().setGraph(cut).clearMetadataProps().build();
  }
}
