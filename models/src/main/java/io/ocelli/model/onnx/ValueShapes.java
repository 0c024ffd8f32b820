package io.ocelli.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.ocelli.model.onnx.OnnxGraph.Node;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shapes of all values inside a model. ONNX Runtime tells most of them when the model is opened
 * with every value as an output and with its free sides set; what then is still open is found out
 * by running it once on zeros.
 */
public final class ValueShapes {
  private ValueShapes() {}

  /**
   * The shapes by the values' names; values of which nothing could be found out are absent.
   *
   * @param onnx the bytes of the model
   * @param graph the same, read
   * @param sides the sides of its inputs, all above 0
   */
  public static Map<String, List<Long>> of(
      byte[] onnx, OnnxGraph graph, Map<String, List<Long>> sides) {
    Map<String, List<Long>> shapes = new HashMap<>(sides);
    Set<String> known = new HashSet<>(graph.outputs());
    List<String> added = new ArrayList<>();
    for (Node node : graph.nodes()) {
      for (String output : node.outputs()) {
        if (!output.isEmpty() && known.add(output)) {
          added.add(output);
        }
      }
    }
    OrtEnvironment environment = OnnxLibrary.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      for (TensorSpec input : graph.inputs()) {
        List<Long> wanted = sides.getOrDefault(input.name(), List.of());
        for (int axis = 0; axis < wanted.size(); axis++) {
          if (input.side(axis) < 0 && !input.symbols().get(axis).isEmpty()) {
            options.setSymbolicDimensionValue(input.symbols().get(axis), wanted.get(axis));
          }
        }
      }
      try (OrtSession session = environment.createSession(withOutputs(onnx, added), options)) {
        Set<String> open = new HashSet<>();
        for (NodeInfo value : session.getOutputInfo().values()) {
          if (value.getInfo() instanceof TensorInfo info) {
            List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
            shapes.put(value.getName(), shape);
            // A rank that is not known comes as no sides at all.
            if (shape.isEmpty() || shape.contains(-1L)) {
              open.add(value.getName());
            }
          }
        }
        if (!open.isEmpty()) {
          run(environment, session, sides, open, shapes);
        }
      }
    } catch (OrtException cannotRun) {
      return shapes;
    }
    return shapes;
  }

  /**
   * The model with more outputs. In Protocol Buffers a message that comes in two parts is joined:
   * appending a graph that holds nothing but outputs adds them.
   */
  private static byte[] withOutputs(byte[] onnx, List<String> names) {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (String name : names) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      field(value, 1, text);
      field(graph, 12, value.toByteArray());
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream(onnx.length + graph.size() + 16);
    whole.writeBytes(onnx);
    field(whole, 7, graph.toByteArray());
    return whole.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    out.write(Wire.field(number));
    int length = bytes.length;
    while (length > 0x7f) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(bytes);
  }

  private static void run(
      OrtEnvironment environment,
      OrtSession session,
      Map<String, List<Long>> sides,
      Set<String> wanted,
      Map<String, List<Long>> shapes)
      throws OrtException {
    Map<String, OnnxTensor> feed = new HashMap<>();
    try {
      for (NodeInfo input : session.getInputInfo().values()) {
        List<Long> shape = sides.get(input.getName());
        if (shape == null || !(input.getInfo() instanceof TensorInfo info)) {
          return;
        }
        feed.put(input.getName(), zeros(environment, info.type, shape));
      }
      try (OrtSession.Result result = session.run(feed, wanted)) {
        for (String name : wanted) {
          OnnxValue value = result.get(name).orElse(null);
          if (value != null && value.getInfo() instanceof TensorInfo info) {
            shapes.put(name, Arrays.stream(info.getShape()).boxed().toList());
          }
        }
      }
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor zeros(OrtEnvironment environment, OnnxJavaType type, List<Long> shape)
      throws OrtException {
    long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
    int bytes = Math.toIntExact(Tensors.elements(sides) * Math.max(1, type.size));
    ByteBuffer zeros = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, zeros, sides, type);
  }
}
