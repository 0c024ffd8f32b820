package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;
import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.net.Shape;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;

/** Writes trained classifiers as one ONNX model: pictures in, class probabilities out. */
public final class OnnxExport {
  /** Name of the output, [batch, classes], softmax done. */
  public static final String OUTPUT = "probabilities";

  private OnnxExport() {}

  /**
   * A network trained on pictures.
   *
   * @param channels of the input "images" [batch, channels, height, width]
   * @param metadata of the file, replaces all
   * @return the bytes of an ONNX model of opset 17 with a free batch side
   * @throws io.ocelli.error.OcelliException naming the layers that cannot be read
   */
  public static byte[] network(
      Network network, int channels, int height, int width, Map<String, String> metadata) {
    Dl4jReader.Read read = Dl4jReader.net(network.graph(), new Shape(channels, height, width));
    return OnnxWriter.write(
        read.net(), read.parameters(), new OnnxWriter.Options(false, metadata, "images", OUTPUT));
  }

  /**
   * A head joined to its backbone: (features - mean) / deviation, then the head.
   *
   * @param mean of each feature over the training part
   * @param deviation of each feature, above 0
   * @param metadata of the file, replaces all
   * @return the bytes of an ONNX model with the backbone's input and opset
   */
  public static byte[] head(
      Backbone backbone,
      Network head,
      float[] mean,
      float[] deviation,
      Map<String, String> metadata) {
    if (backbone.opset() < 7) {
      throw new OcelliException(
          "the backbone is written in an opset that a head cannot be joined to",
          "opset " + backbone.opset(),
          "the backbone",
          "convert it to opset 7 or newer");
    }
    ModelProto cut = backbone.cutModel();
    GraphProto.Builder graph =
        cut.getGraph().toBuilder().setName("ocelli_classifier").clearOutput();
    String prefix = "ocelli_head_";
    String centred = prefix + "centred";
    String scaled = prefix + "scaled";
    graph.addInitializer(OnnxParts.tensor(prefix + "mean", mean, mean.length));
    graph.addInitializer(OnnxParts.tensor(prefix + "deviation", deviation, deviation.length));
    graph.addNode(OnnxParts.node("Sub", centred, centred, Backbone.FEATURES, prefix + "mean"));
    graph.addNode(OnnxParts.node("Div", scaled, scaled, centred, prefix + "deviation"));
    Dl4jReader.Read read = Dl4jReader.net(head.graph(), Shape.vector(mean.length));
    OnnxWriter.Place place = new OnnxWriter.Place(graph, scaled, prefix, Set.of(OUTPUT));
    String result = OnnxWriter.append(read.net(), read.parameters(), false, place);
    graph.addNode(OnnxParts.node("Identity", OUTPUT, OUTPUT, result));
    graph.addOutput(OnnxParts.batchOf(OUTPUT, head.classes()));
    ModelProto.Builder model = cut.toBuilder().setGraph(graph).setProducerName("ocelli");
    OnnxParts.metadata(model, metadata);
    return model.build().toByteArray();
  }
}
