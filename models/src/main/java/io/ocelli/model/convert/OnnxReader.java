package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.OneFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Reads ONNX classifiers (opset 7 to 22) as networks that can be trained: convolutions, pools,
 * dense layers, batch normalisation, activations, sums, products and joins.
 *
 * <p>What exporters write around them is computed away: constants, arithmetic of shapes,
 * flattenings in whatever form, activations of several nodes. A quantised file is read as the float
 * network it was made of. A file that takes pictures with the channels last gives a net that takes
 * them first.
 */
public final class OnnxReader {
  /** Stands for a free batch in the arithmetic of shapes; no picture has a side like it. */
  private static final long FREE_BATCH = 7919;

  private static final long OLDEST = 7;

  private OnnxReader() {}

  /**
   * Reads a file, with weights that lie in other files beside it.
   *
   * @throws UnreadableModelException naming every node that cannot be read
   * @throws OcelliException when it is no ONNX file, or its weights are missing
   */
  public static Converted read(Path file, ReadOptions options) {
    return read(OneFile.read(file), file.toString(), options);
  }

  /** As {@link #read(Path, ReadOptions)}, of bytes that hold all weights. */
  public static Converted read(byte[] onnx, String origin, ReadOptions options) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new OcelliException(
          "not an ONNX model",
          String.valueOf(e.getMessage()),
          origin,
          "give an .onnx classifier",
          e);
    }
    return read(model, origin, options);
  }

  private static Converted read(ModelProto model, String origin, ReadOptions options) {
    Picture picture = Picture.of(model, origin, options);
    List<String> notes = new ArrayList<>();
    Graph graph = new Graph(model, output(model, origin, options, notes));
    if (graph.opset() < OLDEST) {
      throw new OcelliException(
          "the model is written in an opset that is too old to be read",
          "opset " + graph.opset(),
          origin,
          "convert it: python -m onnx.version_converter, to opset 17");
    }
    Folding.fold(graph);
    boolean quantised = FloatForm.rewrite(graph);
    Folding.fold(graph);
    Idioms.replace(graph);
    NetDraft net = new NetDraft(picture.name(), picture.shape());
    Lowering lowering = new Lowering(graph, net);
    Live answer = lowering.run(picture.name(), picture.live());
    if (answer == null || !graph.problems().isEmpty()) {
      checkProblems(graph, origin);
      throw unconnected(graph, origin);
    }
    answer = lowering.settled(answer);
    boolean usual =
        answer.isPicture() || answer.isChannels() || (answer.isFlat() && answer.shape().isVector());
    if (!usual) {
      NodeProto last = graph.nodes().get(graph.nodes().size() - 1);
      graph.problem(last, "the answer's sides are in another order than channels, rows, columns");
      checkProblems(graph, origin);
    }
    Net whole = net.net(model.getGraph().getName(), answer.node());
    Simplify.Plain plain = Simplify.run(whole, net.parameters());
    notes(notes, picture, lowering, quantised);
    Map<String, String> metadata = new LinkedHashMap<>();
    model.getMetadataPropsList().forEach(p -> metadata.put(p.getKey(), p.getValue()));
    return new Converted(
        plain.net(),
        plain.parameters(),
        new Converted.Facts(
            origin,
            picture.name(),
            picture.channelsLast(),
            picture.own(),
            picture.free(),
            quantised,
            lowering.logarithm(),
            metadata,
            notes));
  }

  private static void notes(
      List<String> notes, Picture picture, Lowering lowering, boolean quantised) {
    if (picture.channelsLast()) {
      notes.add("the file takes pictures with the channels last; the net takes them first");
    }
    if (!picture.own().equals(picture.shape())) {
      notes.add("read for pictures of " + picture.shape() + "; the file's are " + picture.own());
    }
    if (quantised) {
      notes.add("quantised weights read as real numbers; answers differ by the file's rounding");
    }
    if (lowering.logarithm()) {
      notes.add("the file answers the logarithm of the net's probabilities");
    }
  }

  private static void checkProblems(Graph graph, String origin) {
    if (!graph.problems().isEmpty()) {
      throw new UnreadableModelException(graph.problems(), origin);
    }
  }

  private static OcelliException unconnected(Graph graph, String origin) {
    return new OcelliException(
        "the model's answer does not depend on its picture",
        graph.output(),
        origin,
        "give a classifier");
  }

  private static String output(
      ModelProto model, String origin, ReadOptions options, List<String> notes) {
    List<String> outputs =
        model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    if (!options.output().isEmpty()) {
      boolean there =
          model.getGraph().getNodeList().stream()
              .anyMatch(node -> node.getOutputList().contains(options.output()));
      if (!there) {
        throw new UsageException(
            "the model computes no such value",
            options.output(),
            origin,
            "one of its outputs: " + outputs);
      }
      return options.output();
    }
    if (outputs.isEmpty()) {
      throw new OcelliException("a model without outputs", "none", origin, "export it again");
    }
    if (outputs.size() > 1) {
      notes.add("the first of its outputs is read: " + outputs);
    }
    return outputs.get(0);
  }

  /** The file's input: its name, and what it takes. */
  private record Picture(
      String name, Shape shape, Shape own, boolean free, boolean channelsLast, long batch) {
    static Picture of(ModelProto model, String origin, ReadOptions options) {
      List<ValueInfoProto> inputs = Graph.inputs(model);
      if (inputs.size() != 1) {
        throw new OcelliException(
            "a network has one input",
            inputs.stream().map(ValueInfoProto::getName).toList().toString(),
            origin,
            "give a model that takes pictures and nothing else");
      }
      ValueInfoProto input = inputs.get(0);
      long[] dims =
          input.getType().getTensorType().getShape().getDimList().stream()
              .mapToLong(OnnxReader::length)
              .toArray();
      if (dims.length == 2 && dims[1] > 0) {
        Shape shape = Shape.vector((int) dims[1]);
        return new Picture(input.getName(), shape, shape, false, false, batch(dims[0]));
      }
      if (dims.length != 4) {
        throw new OcelliException(
            "the model takes no pictures",
            "input '" + input.getName() + "' has " + dims.length + " sides",
            origin,
            "give a model with an input [batch,channels,height,width]");
      }
      boolean last = isColours(dims[3]) && !isColours(dims[1]);
      long channels = last ? dims[3] : dims[1];
      long height = last ? dims[1] : dims[2];
      long width = last ? dims[2] : dims[3];
      if (channels < 1) {
        throw new OcelliException(
            "the model does not say how many channels its pictures have",
            "input '" + input.getName() + "'",
            origin,
            "export it with a fixed number of channels");
      }
      boolean free = height < 1 || width < 1;
      if (free && options.height() == 0) {
        throw new UsageException(
            "the model takes pictures of any size, and a net needs one",
            "input '" + input.getName() + "'",
            origin,
            "say for which size it is read, for example 224x224");
      }
      int tall = height < 1 ? options.height() : (int) height;
      int wide = width < 1 ? options.width() : (int) width;
      Shape own = new Shape((int) channels, tall, wide);
      Shape shape =
          options.height() == 0
              ? own
              : new Shape(own.channels(), options.height(), options.width());
      return new Picture(input.getName(), shape, own, free, last, batch(dims[0]));
    }

    private static boolean isColours(long channels) {
      return channels == 1 || channels == 3 || channels == 4;
    }

    private static long batch(long side) {
      return side < 1 ? FREE_BATCH : side;
    }

    Live live() {
      Live usual = Live.of(name, shape, batch);
      return channelsLast ? usual.transposed(new long[] {0, 2, 3, 1}) : usual;
    }
  }

  private static long length(TensorShapeProto.Dimension side) {
    return side.hasDimValue() ? side.getDimValue() : -1;
  }
}
