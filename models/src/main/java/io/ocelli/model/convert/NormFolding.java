package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts batch normalisations into the convolutions and dense layers before them: a normalisation
 * with fixed statistics is a scale and a shift for each channel. One that follows nothing of the
 * kind stays.
 */
final class NormFolding {
  private NormFolding() {}

  /** A net of fewer layers and the weights it has; what was given stays as it is. */
  static Simplify.Plain fold(Net net, Parameters parameters) {
    Parameters changed = new Parameters();
    parameters
        .all()
        .forEach(
            (key, tensor) -> {
              int slash = key.lastIndexOf('/');
              changed.put(
                  key.substring(0, slash),
                  key.substring(slash + 1),
                  tensor.shape(),
                  tensor.values());
            });
    List<Node> nodes = new ArrayList<>();
    for (Node node : net.nodes()) {
      if (node.op() instanceof Op.BatchNorm norm && foldable(net, node)) {
        affine(node, norm, changed);
        nodes.add(new Node(node.name(), new Op.Affine(), node.inputs()));
      } else {
        nodes.add(node);
      }
    }
    Net affine = new Net(net.name(), net.input(), net.shape(), nodes, net.output());
    return Simplify.run(affine, changed);
  }

  private static boolean foldable(Net net, Node norm) {
    String from = norm.inputs().get(0);
    boolean weighted =
        net.nodes().stream()
            .anyMatch(
                node ->
                    node.name().equals(from)
                        && (node.op() instanceof Op.Convolution || node.op() instanceof Op.Dense));
    long readers =
        net.nodes().stream().flatMap(node -> node.inputs().stream()).filter(from::equals).count();
    return weighted && readers == 1 && !net.output().equals(from);
  }

  private static void affine(Node node, Op.BatchNorm norm, Parameters parameters) {
    String name = node.name();
    float[] scale = parameters.get(name, "scale").values();
    float[] shift = parameters.get(name, "shift").values();
    float[] mean = parameters.get(name, "mean").values();
    float[] variance = parameters.get(name, "variance").values();
    float[] newScale = new float[scale.length];
    float[] newShift = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      double factor = scale[i] / Math.sqrt(variance[i] + norm.epsilon());
      newScale[i] = (float) factor;
      newShift[i] = (float) (shift[i] - mean[i] * factor);
    }
    parameters.put(name, "scale", new int[] {scale.length}, newScale);
    parameters.put(name, "shift", new int[] {scale.length}, newShift);
  }
}
