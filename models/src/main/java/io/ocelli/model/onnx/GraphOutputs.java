package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** Makes tensors inside a graph outputs of it. */
final class GraphOutputs {
  private GraphOutputs() {}

  /** A model, and the names of the tensors that were asked for. */
  record Widened(ModelProto onnx, List<String> tensors) {}

  /**
   * Adds outputs.
   *
   * @param names of tensors, or of nodes, whose first output is meant
   * @param origin for messages: the file
   * @throws OcelliException when there is no such tensor, with near names
   */
  static Widened add(byte[] onnx, List<String> names, String origin) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw ModelFiles.refused(origin, ModelFiles.diagnose(onnx), e);
    }
    GraphProto.Builder graph = model.getGraph().toBuilder();
    // Every name that can be said, with the tensor it stands for; a tensor's own name wins.
    Map<String, String> known = new LinkedHashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().stream().filter(o -> !o.isEmpty()).forEach(o -> known.put(o, o));
    }
    for (NodeProto node : graph.getNodeList()) {
      if (!node.getName().isEmpty() && node.getOutputCount() > 0) {
        known.putIfAbsent(node.getName(), node.getOutput(0));
      }
    }
    Set<String> outputs = new LinkedHashSet<>();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    Set<String> tensors = new LinkedHashSet<>();
    for (String name : names) {
      String tensor = known.get(name);
      if (tensor == null) {
        throw new OcelliException(
            "the graph has no such tensor or node",
            name,
            origin,
            NearNames.remedy(name, List.copyOf(known.keySet())));
      }
      tensors.add(tensor);
      if (outputs.add(tensor)) {
        // ONNX Runtime infers the type of an output that comes without one.
        graph.addOutput(ValueInfoProto.newBuilder().setName(tensor));
      }
    }
    return new Widened(model.toBuilder().setGraph(graph).build(), List.copyOf(tensors));
  }
}
