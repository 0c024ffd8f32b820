package io.ocelli.model.dl4j;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The end of a graph: Deeplearning4j trains graphs whose last layer has a loss. */
final class OutputEnd {
  private final Net net;
  private final Parameters parameters;
  private final VertexDraft draft;
  private final Node last;
  private final boolean softmax;

  /** The dense layer before the softmax at the end, where both become one output layer. */
  private final @Nullable Node dense;

  private boolean written;

  OutputEnd(Net net, Parameters parameters, VertexDraft draft) {
    this.net = net;
    this.parameters = parameters;
    this.draft = draft;
    this.last = net.node(net.output());
    this.softmax = last.op() instanceof Op.Softmax && readers(last.name()) == 0;
    Node before =
        softmax && !last.inputs().get(0).equals(net.input())
            ? net.node(last.inputs().get(0))
            : null;
    this.dense =
        before != null && before.op() instanceof Op.Dense && readers(before.name()) == 1
            ? before
            : null;
  }

  private long readers(String name) {
    return net.nodes().stream().flatMap(n -> n.inputs().stream()).filter(name::equals).count();
  }

  /** Whether a node is written here. */
  boolean takes(Node node) {
    return node.equals(dense) || (softmax && node.equals(last));
  }

  String write(Node node) {
    String x = draft.vertex(node.inputs().get(0));
    Shape in = draft.input(node);
    if (node.op() instanceof Op.Dense op) {
      String flat = in.isVector() ? x : draft.flat(draft.beside(node, "flat"), in, x);
      written = true;
      draft.layer(
          node.name(),
          new OutputLayer.Builder(LossFunction.MCXENT)
              .nIn(in.size())
              .nOut(op.out())
              .hasBias(op.bias())
              .activation(Activation.SOFTMAX)
              .build(),
          flat);
      weights(draft, parameters, node, op, in.size());
      return node.name();
    }
    if (dense != null) {
      return x;
    }
    written = true;
    return draft.layer(
        node.name(),
        in.isVector()
            ? new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build()
            : new CnnLossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build(),
        x);
  }

  /** The name of the vertex that answers. */
  String close() {
    String vertex = draft.vertex(last.name());
    if (written) {
      return vertex;
    }
    boolean vector = draft.shape(last.name()).isVector();
    return draft.layer(
        draft.beside(last, "loss"),
        vector
            ? new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build()
            : new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
        vertex);
  }

  /** Deeplearning4j keeps dense weights as [in, out]. */
  static void weights(VertexDraft draft, Parameters parameters, Node node, Op.Dense dense, int in) {
    draft.weight(
        node.name(),
        "W",
        parameters.get(node.name(), "weight").values(),
        new long[] {dense.out(), in},
        1,
        0);
    if (dense.bias()) {
      float[] bias = parameters.get(node.name(), "bias").values();
      draft.weight(node.name(), "b", bias, new long[] {1, bias.length});
    }
  }
}
