package io.ocelli.model.quantize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/**
 * The float network that a network in QDQ form with one scale for each tensor stands for: constants
 * are multiplied out, and where values were quantised they are clipped to what uint8 could hold.
 */
final class Dequantised {
  private Dequantised() {}

  static byte[] of(byte[] onnx) throws Exception {
    ModelProto model = ModelProto.parseFrom(onnx);
    GraphProto graph = model.getGraph();
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(t -> constants.put(t.getName(), t));
    GraphProto.Builder result = graph.toBuilder().clearNode().clearValueInfo();
    Map<String, NodeProto> quantised = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      switch (node.getOpType()) {
        case "QuantizeLinear" -> quantised.put(node.getOutput(0), node);
        case "DequantizeLinear" -> {
          float scale = Values.floats(constants.get(node.getInput(1)))[0];
          TensorProto whole = constants.get(node.getInput(0));
          int zero = whole(constants.get(node.getInput(2)))[0];
          if (whole != null) {
            int[] values = whole(whole);
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
              floats[i] = (values[i] - zero) * scale;
            }
            result.addInitializer(Values.floats(node.getOutput(0), floats, whole.getDimsList()));
          } else {
            String out = node.getOutput(0);
            result.addInitializer(
                Values.floats(out + "_lo", new float[] {-zero * scale}, List.of()));
            result.addInitializer(
                Values.floats(out + "_hi", new float[] {(255 - zero) * scale}, List.of()));
            String in = quantised.get(node.getInput(0)).getInput(0);
            result.addNode(Values.node("Clip", out, in, out + "_lo", out + "_hi"));
          }
        }
        default -> result.addNode(node);
      }
    }
    List<TensorProto> kept = new ArrayList<>();
    result.getInitializerList().stream()
        .filter(
            t ->
                result.getNodeList().stream()
                    .anyMatch(node -> node.getInputList().contains(t.getName())))
        .forEach(kept::add);
    return model.toBuilder()
        .setGraph(result.clearInitializer().addAllInitializer(kept))
        .build()
        .toByteArray();
  }

  private static int[] whole(TensorProto tensor) {
    boolean ints = tensor != null && tensor.getDataType() == TensorProto.DataType.INT32_VALUE;
    if (tensor == null) {
      return null;
    }
    if (tensor.getRawData().isEmpty()) {
      return tensor.getInt32DataList().stream().mapToInt(Integer::intValue).toArray();
    }
    byte[] raw = tensor.getRawData().toByteArray();
    int[] values = new int[ints ? raw.length / 4 : raw.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          ints
              ? Integer.reverseBytes(ByteBuffer.wrap(raw).getInt(i * 4))
              : tensor.getDataType() == TensorProto.DataType.UINT8_VALUE ? raw[i] & 0xff : raw[i];
    }
    return values;
  }
}
