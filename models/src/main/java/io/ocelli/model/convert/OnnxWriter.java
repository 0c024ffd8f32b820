package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Place place = new Place(graph, options.input(), "", Set.of(options.input(), options.output()));
    String result = append(net, parameters, options.foldBatchNorm(), place);
    graph.addNode(OnnxParts.node("Identity", place.free(net), options.output(), result));
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
   * Where nodes go.
   *
   * @param graph under construction
   * @param input the tensor that feeds the network
   * @param prefix put before every new name
   * @param reserved names of tensors that are taken
   */
  record Place(GraphProto.Builder graph, String input, String prefix, Set<String> reserved) {
    /** A name for the node that gives the answer. */
    private String free(Net net) {
      List<String> taken = net.nodes().stream().map(Node::name).toList();
      String name = "answer";
      while (taken.contains(name)) {
        name += "_";
      }
      return name;
    }
  }

  /**
   * Appends a network's nodes and weights to a graph under construction.
   *
   * @return the tensor of the answer
   */
  static String append(Net net, Parameters parameters, boolean foldBatchNorm, Place place) {
    Simplify.Plain plain =
        foldBatchNorm ? NormFolding.fold(net, parameters) : new Simplify.Plain(net, parameters);
    return new NodeWriter(plain.net(), plain.parameters(), place).run();
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
