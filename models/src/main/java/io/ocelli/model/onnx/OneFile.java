package io.ocelli.model.onnx;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** Joins a model and the files its weights lie in. */
public final class OneFile {
  /** What a Java array and a message of Protocol Buffers can hold. */
  private static final long LARGEST = Integer.MAX_VALUE - (1 << 20);

  private final Path model;

  private OneFile(Path model) {
    this.model = model;
  }

  /**
   * The bytes of a model file with all its weights inside, wherever they lie.
   *
   * @throws OcelliException when it is no ONNX file, and names what it is where that can be told;
   *     or as {@link #pack(Path, OnnxGraph)}
   */
  public static byte[] read(Path model) {
    try {
      OnnxGraph graph = OnnxGraph.read(model);
      return graph.externalData() ? pack(model, graph) : Files.readAllBytes(model);
    } catch (IOException e) {
      ForeignFile foreign = ForeignFile.of(model);
      throw foreign == null
          ? new OcelliException(
              "not an ONNX model",
              String.valueOf(e.getMessage()),
              model.toString(),
              "give an .onnx file",
              e)
          : foreign.error(model.toString(), e);
    }
  }

  /**
   * The bytes of a model with all its weights inside.
   *
   * @throws OcelliException when a file of weights is not there, lies outside the model's folder or
   *     is too short, or when all together is too large for one file (2 GiB)
   */
  public static byte[] pack(Path model, OnnxGraph graph) {
    return new OneFile(model).pack(graph);
  }

  private byte[] pack(OnnxGraph graph) {
    try {
      long bytes = Files.size(model);
      for (String location : graph.externalFiles()) {
        bytes += Files.size(place(location));
      }
      if (bytes > LARGEST) {
        throw new OcelliException(
            "the model and its weights are too large for one file",
            bytes / (1 << 20) + " MiB",
            model.toString(),
            "Ocelli runs models of up to 2048 MiB; quantise it, or use a smaller one");
      }
      ModelProto.Builder whole = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
      graph(whole.getGraphBuilder());
      return whole.build().toByteArray();
    } catch (IOException e) {
      throw new OcelliException(
          "the model cannot be read",
          String.valueOf(e.getMessage()),
          model.toString(),
          "check the file",
          e);
    }
  }

  private void graph(GraphProto.Builder graph) throws IOException {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      tensor(tensor);
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasT()) {
          tensor(attribute.getTBuilder());
        }
        if (attribute.hasG()) {
          graph(attribute.getGBuilder());
        }
      }
    }
  }

  private void tensor(TensorProto.Builder tensor) throws IOException {
    if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return;
    }
    Map<String, String> where = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      where.put(entry.getKey(), entry.getValue());
    }
    Path file = place(where.getOrDefault("location", ""));
    long size = Files.size(file);
    long offset = number(where, "offset", 0, file);
    long length = number(where, "length", size - offset, file);
    if (offset < 0 || length < 0 || offset + length > size || length > LARGEST) {
      throw new OcelliException(
          "a file of weights is too short",
          size + " bytes; '" + tensor.getName() + "' ends at " + (offset + length),
          file.toString(),
          "copy or download it again");
    }
    byte[] data = new byte[(int) length];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(offset);
      in.readFully(data);
    }
    tensor.setRawData(ByteString.copyFrom(data));
    tensor.clearExternalData();
    tensor.clearDataLocation();
  }

  private static long number(Map<String, String> where, String key, long byDefault, Path file) {
    try {
      return where.containsKey(key) ? Long.parseLong(where.get(key)) : byDefault;
    } catch (NumberFormatException e) {
      throw new OcelliException(
          "the model does not say where its weights lie",
          key + " is " + where.get(key),
          file.toString(),
          "export the model again",
          e);
    }
  }

  /** A file of weights; it has to lie in the model's own folder or below. */
  private Path place(String location) {
    Path folder = model.toAbsolutePath().normalize().getParent();
    Path file;
    try {
      file = folder == null ? null : folder.resolve(location).normalize();
    } catch (InvalidPathException e) {
      file = null;
    }
    if (file == null || folder == null || location.isEmpty() || !file.startsWith(folder)) {
      throw new OcelliException(
          "the model's weights lie outside its folder",
          location,
          model.toString(),
          "save it as one file: onnx.save_model(model, path, save_as_external_data=False)");
    }
    if (!Files.isRegularFile(file)) {
      throw new OcelliException(
          "the file with the model's weights is missing",
          location,
          model.toString(),
          "copy it beside the model, or save the model as one file:"
              + " onnx.save_model(model, path, save_as_external_data=False)");
    }
    return file;
  }
}
