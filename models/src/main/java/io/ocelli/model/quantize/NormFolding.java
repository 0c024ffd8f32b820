package io.ocelli.model.quantize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * Puts batch normalisations into the convolutions before them: w' = w * gamma / sqrt(var + eps), b'
 * = (b - mean) * gamma / sqrt(var + eps) + beta. One that follows no convolution stays.
 */
final class NormFolding {
  private NormFolding() {}

  static void fold(Net net) {
    Map<String, NodeProto> producers = net.producers();
    Map<String, Integer> readers = net.readers();
    Map<String, NodeProto> folded = new HashMap<>();
    Map<String, NodeProto> gone = new HashMap<>();
    for (NodeProto node : net.nodes()) {
      if (!node.getOpType().equals("BatchNormalization") || node.getOutputCount() != 1) {
        continue;
      }
      String between = node.getInput(0);
      NodeProto conv = producers.get(between);
      if (conv == null || !conv.getOpType().equals("Conv") || readers.get(between) != 1) {
        continue;
      }
      NodeProto joined = join(net, conv, node);
      if (joined != null) {
        folded.put(between, joined);
        gone.put(node.getOutput(0), node);
      }
    }
    List<NodeProto> result = new ArrayList<>();
    for (NodeProto node : net.nodes()) {
      if (!gone.containsKey(node.getOutput(0))) {
        result.add(folded.getOrDefault(node.getOutput(0), node));
      }
    }
    net.nodes(result);
  }

  private static @Nullable NodeProto join(Net net, NodeProto conv, NodeProto norm) {
    TensorProto shape = net.constant(conv.getInput(1));
    float[] weights = net.floats(conv.getInput(1));
    float[] gamma = net.floats(norm.getInput(1));
    float[] beta = net.floats(norm.getInput(2));
    float[] mean = net.floats(norm.getInput(3));
    float[] variance = net.floats(norm.getInput(4));
    boolean biased = conv.getInputCount() > 2 && !conv.getInput(2).isEmpty();
    float[] bias =
        biased ? net.floats(conv.getInput(2)) : new float[gamma == null ? 0 : gamma.length];
    if (shape == null
        || weights == null
        || gamma == null
        || beta == null
        || mean == null
        || variance == null
        || bias == null) {
      return null;
    }
    double epsilon = Net.real(norm, "epsilon", 1e-5f);
    int each = weights.length / gamma.length;
    float[] newWeights = new float[weights.length];
    float[] newBias = new float[gamma.length];
    for (int c = 0; c < gamma.length; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + epsilon);
      for (int i = c * each; i < (c + 1) * each; i++) {
        newWeights[i] = (float) (weights[i] * factor);
      }
      newBias[c] = (float) ((bias[c] - (double) mean[c]) * factor + beta[c]);
    }
    String out = norm.getOutput(0);
    net.put(Values.floats(out + "_ocelli_w", newWeights, shape.getDimsList()));
    net.put(Values.floats(out + "_ocelli_b", newBias, List.of((long) newBias.length)));
    return conv.toBuilder()
        .clearInput()
        .addInput(conv.getInput(0))
        .addInput(out + "_ocelli_w")
        .addInput(out + "_ocelli_b")
        .setOutput(0, out)
        .build();
  }
}
