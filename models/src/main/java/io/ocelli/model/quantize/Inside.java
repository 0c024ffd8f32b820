package io.ocelli.model.quantize;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.ElementType;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.TensorSpec;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;

/** What the tensors inside a network are and which values they take. */
final class Inside {
  private static final OnnxOptions OPTIONS = OnnxOptions.DEFAULT.withDevice(Device.CPU);

  private Inside() {}

  /** Types and shapes of all tensors that nodes write, and of the inputs. */
  static Map<String, TensorSpec> types(Net net) {
    List<String> all =
        net.nodes().stream()
            .map(NodeProto::getOutputList)
            .flatMap(List::stream)
            .filter(name -> !name.isEmpty())
            .toList();
    Map<String, TensorSpec> types = new HashMap<>();
    try (OnnxModel model = open(net, all)) {
      model.inputs().forEach(spec -> types.put(spec.name(), spec));
      model.outputs().forEach(spec -> types.put(spec.name(), spec));
    }
    return types;
  }

  /**
   * The ranges of tensors over pictures, one after the other; pictures that cannot be read do not
   * count.
   *
   * @param tensors of float32
   * @param passes 1 for the ends alone, 2 with how often each value comes
   * @throws OcelliException when no picture can be read
   */
  static Map<String, ValueRange> ranges(
      Net net,
      Preprocess input,
      Collection<String> tensors,
      List<ByteSource> pictures,
      int passes,
      IntConsumer progress) {
    Map<String, ValueRange> ranges = new HashMap<>();
    tensors.forEach(name -> ranges.put(name, new ValueRange()));
    List<String> inner = tensors.stream().filter(t -> !net.inputs().contains(t)).toList();
    List<String> fed = tensors.stream().filter(net.inputs()::contains).toList();
    // ONNX Runtime gives no input back as an output.
    Map<String, String> copies = new HashMap<>();
    fed.forEach(name -> copies.put(name + "_ocelli_copy", name));
    try (OnnxModel model = open(net, inner, copies)) {
      List<String> wanted =
          java.util.stream.Stream.concat(inner.stream(), copies.keySet().stream()).toList();
      int read = 0;
      try (OnnxPipeline pipeline = OnnxPipeline.borrowing(model, input, wanted)) {
        for (int pass = 1; pass <= passes; pass++) {
          for (int i = 0; i < pictures.size(); i++) {
            read += measure(pipeline, pictures.get(i), copies, ranges, pass) ? 1 : 0;
            progress.accept((pass - 1) * pictures.size() + i + 1);
          }
        }
      }
      if (read == 0) {
        throw new OcelliException(
            "none of the calibration pictures can be read",
            pictures.size() + " pictures",
            pictures.isEmpty() ? net.origin() : pictures.get(0).name(),
            "give a folder of pictures like those that the model will see");
      }
    }
    return ranges;
  }

  private static boolean measure(
      OnnxPipeline pipeline,
      ByteSource picture,
      Map<String, String> copies,
      Map<String, ValueRange> ranges,
      int pass) {
    try (Image image =
        Image.decode(picture.read(), picture.name(), pipeline.preprocess().decodeOptions())) {
      for (FloatTensor tensor : pipeline.run(image)) {
        ValueRange range = ranges.get(copies.getOrDefault(tensor.name(), tensor.name()));
        if (range != null && pass == 1) {
          range.widen(tensor.values());
        } else if (range != null) {
          range.count(tensor.values());
        }
      }
      return true;
    } catch (IOException | io.ocelli.image.UnreadableImageException broken) {
      return false;
    }
  }

  private static OnnxModel open(Net net, List<String> inner) {
    return open(net, inner, Map.of());
  }

  private static OnnxModel open(Net net, List<String> inner, Map<String, String> copies) {
    ModelProto.Builder model = net.toModel();
    GraphProto.Builder graph = model.getGraph().toBuilder();
    copies.forEach((copy, of) -> graph.addNode(Values.node("Identity", copy, of)));
    // ONNX Runtime infers the type of an output that comes without one.
    inner.stream()
        .filter(name -> !net.outputs().contains(name))
        .forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    copies.keySet().forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return OnnxModel.open(model.setGraph(graph).build().toByteArray(), net.origin(), OPTIONS);
  }

  /** Whether a tensor is float32. */
  static boolean isFloat(Map<String, TensorSpec> types, String tensor) {
    TensorSpec type = types.get(tensor);
    return type != null && type.elementType() == ElementType.FLOAT32;
  }
}
