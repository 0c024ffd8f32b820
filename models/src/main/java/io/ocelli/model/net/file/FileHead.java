package io.ocelli.model.net.file;

import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;

/** Looks at the end of a file's network, and adds what is missing of the head. */
final class FileHead {
  private final NetBuilder net;
  private final int classes;

  FileHead(NetBuilder net, int classes) {
    this.net = net;
    this.classes = classes;
  }

  void finish(String origin) {
    Net sofar = net.build();
    if (sofar.nodes().isEmpty()) {
      throw new OcelliException(
          "a network without layers", "layers: []", origin, "write layers: and a list");
    }
    Node end = sofar.node(net.last());
    Shape shape = net.shape();
    if (end.op() instanceof Op.Softmax) {
      if (!shape.isVector()) {
        throw wrong(
            "the network ends in a map, not in one answer a class",
            shape,
            origin,
            "put global-average-pool and flatten before softmax");
      }
      check(shape.channels(), origin);
    } else if (isSigmoid(end.op()) && shape.size() == 1) {
      // One number between 0 and 1, as courses have it for two classes.
      check(2, origin);
    } else if (end.op() instanceof Op.Dense) {
      check(shape.channels(), origin);
      net.softmax();
    } else {
      head(origin);
    }
  }

  private void head(String origin) {
    if (classes == 0) {
      throw wrong(
          "the number of classes is not known",
          net.shape(),
          origin,
          "give --classes N, write classes: N, or end the layers with dense and softmax");
    }
    if (!net.shape().isVector()) {
      net.globalAverage(net.freshName("global_average_pool"));
      net.flatten(net.has(NetBuilder.FEATURES) ? net.freshName("flatten") : NetBuilder.FEATURES);
    }
    net.dense(net.has(NetBuilder.LOGITS) ? net.freshName("dense") : NetBuilder.LOGITS, classes);
    net.softmax();
  }

  private void check(int answers, String origin) {
    if (answers < 2) {
      throw wrong(
          "a classifier has at least two classes",
          answers,
          origin,
          "end with dense: classes, or with dense: {out: 1, activation: sigmoid} for two classes");
    }
    if (classes != 0 && classes != answers) {
      throw wrong(
          "the network ends in " + answers + " classes, and " + classes + " are wanted",
          answers,
          origin,
          "write out: classes in its last layer, which takes any number");
    }
  }

  private static boolean isSigmoid(Op op) {
    return op instanceof Op.Activate activate
        && activate.function().kind() == Activation.Kind.SIGMOID;
  }

  private OcelliException wrong(String problem, Object value, String origin, String remedy) {
    return new OcelliException(
        problem, String.valueOf(value), "layer '" + net.last() + "' (" + origin + ")", remedy);
  }
}
