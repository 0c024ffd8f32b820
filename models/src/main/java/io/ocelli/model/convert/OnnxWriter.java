package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;

/**
 * Writes networks as ONNX models of opset 17 with a free batch side; dropout leaves no trace. (A
 * dilated average pool needs opset 19, and gets it.)
 */
public final class OnnxWriter {
  private static final int DILATED_AVERAGE = 19;

  private OnnxWriter() {}

  /**
   * How a network is written.
   *
   * @param foldBatchNorm whether batch normalisation goes into the weights of the layer before it,
   *     where it follows a convolution or dense layer; faster, and the same answers but for
   *     rounding
   * @param metadata of the file
   * @param input name of the file's input
   * @param output name of the file's answer
   */
  public record Options(
      boolean foldBatchNorm, Map<String, String> metadata, String input, String output) {
    /** Batch normalisation kept, "images" in, "output" out. */
    public static final Options DEFAULT = new Options(false, Map.of(), "images", "output");

    /** Copies the map. */
    public Options {
      metadata = Map.copyOf(metadata);
    }

    /** The same with batch normalisation folded. */
    public Options folded() {
      return new Options(true, metadata, input, output);
    }
  }

  /**
   * The bytes of a model.
   *
   * @throws IllegalArgumentException when a parameter is missing or of the wrong size
   */
  public static byte[] write(Net net, Parameters parameters, Options options) {
    Shape in = net.shape();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName(net.name().isEmpty() ? "ocelli" : net.name())
            .addInput(OnnxParts.batchOf(options.input(), dims(in)));
    String result = append(net, parameters, options.foldBatchNorm(), graph, options.input(), "");
    graph.addNode(OnnxParts.node("Identity", options.output(), options.output(), result));
    Shape out = shape(net);
    graph.addOutput(OnnxParts.batchOf(options.output(), dims(out)));
    ModelProto.Builder model = OnnxParts.model(graph);
    if (net.nodes().stream().anyMatch(OnnxWriter::isDilatedAverage)) {
      model
          .clearOpsetImport()
          .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(DILATED_AVERAGE))
          .setIrVersion(9);
    }
    OnnxParts.metadata(model, options.metadata());
    return model.build().toByteArray();
  }

  /**
   * Appends a network's nodes and weights to a graph under construction.
   *
   * @param input the tensor that feeds the network
   * @param prefix put before every new name
   * @return the tensor of the answer
   */
  static String append(
      Net net,
      Parameters parameters,
      boolean foldBatchNorm,
      GraphProto.Builder graph,
      String input,
      String prefix) {
    Net whole = net;
    Parameters weights = parameters;
    if (foldBatchNorm) {
      Simplify.Plain folded = NormFolding.fold(net, parameters);
      whole = folded.net();
      weights = folded.parameters();
    }
    return new NodeWriter(whole, weights, graph, input, prefix).run();
  }

  static Shape shape(Net net) {
    Shape shape = net.shapes().get(net.output());
    if (shape == null) {
      throw new IllegalStateException(net.output());
    }
    return shape;
  }

  static boolean isDilatedAverage(Node node) {
    return node.op() instanceof Op.Pool pool
        && pool.kind() == Op.PoolKind.AVERAGE
        && (pool.window().dilationHeight() > 1 || pool.window().dilationWidth() > 1);
  }

  static long[] dims(Shape shape) {
    return shape.isVector()
        ? new long[] {shape.channels()}
        : new long[] {shape.channels(), shape.height(), shape.width()};
  }
}
