package io.ocelli.model.onnx;

import static ai.onnxruntime.TensorInfo.OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16;
import static ai.onnxruntime.TensorInfo.OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32;
import static ai.onnxruntime.TensorInfo.OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.ocelli.error.OcelliException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns ONNX Runtime's tensors and their descriptions into ours. */
final class Tensors {
  private Tensors() {}

  static TensorSpec spec(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info)) {
      String kind = node.getInfo().getClass().getSimpleName().replace("Info", "");
      return new TensorSpec(node.getName(), kind.toLowerCase(Locale.ROOT), List.of(), List.of());
    }
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    String[] names = info.getDimensionNames();
    List<String> symbols =
        names.length == shape.size()
            ? Arrays.stream(names).map(s -> s == null ? "" : s).toList()
            : Collections.nCopies(shape.size(), "");
    return new TensorSpec(node.getName(), type(info), shape, symbols);
  }

  /** Java's binding folds unsigned numbers into signed ones; the model's own word is kept. */
  private static String type(TensorInfo info) {
    String word =
        info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "float" -> "float32";
      case "double" -> "float64";
      default -> word;
    };
  }

  /** A tensor over the caller's memory. */
  static OnnxTensor wrap(OrtEnvironment environment, TensorInput input) throws OrtException {
    long[] shape = input.sides();
    int elements = (int) input.elements();
    OnnxJavaType type = input.type().javaType();
    // A duplicate of exactly these elements: the position of the caller's buffer may move.
    if (input.data() instanceof FloatBuffer floats) {
      return OnnxTensor.createTensor(environment, floats.slice(floats.position(), elements), shape);
    }
    if (input.data() instanceof DoubleBuffer doubles) {
      return OnnxTensor.createTensor(
          environment, doubles.slice(doubles.position(), elements), shape);
    }
    if (input.data() instanceof IntBuffer ints) {
      return OnnxTensor.createTensor(environment, ints.slice(ints.position(), elements), shape);
    }
    if (input.data() instanceof LongBuffer longs) {
      return OnnxTensor.createTensor(environment, longs.slice(longs.position(), elements), shape);
    }
    if (input.data() instanceof ShortBuffer shorts) {
      return OnnxTensor.createTensor(
          environment, shorts.slice(shorts.position(), elements), shape, type);
    }
    ByteBuffer bytes = (ByteBuffer) input.data();
    return OnnxTensor.createTensor(
        environment,
        bytes
            .slice(bytes.position(), elements * input.type().bytes())
            .order(ByteOrder.nativeOrder()),
        shape,
        type);
  }

  /** Copies an answer to the heap; numbers of another type are turned into float32. */
  static FloatTensor copy(String name, OnnxValue value, String model) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw notNumbers(name, value.getType().toString(), model);
    }
    float[] values = floats(tensor);
    if (values == null) {
      throw notNumbers(name, tensor.getInfo().type.toString(), model);
    }
    return new FloatTensor(name, tensor.getInfo().getShape(), values);
  }

  private static float @Nullable [] floats(OnnxTensor tensor) {
    switch (tensor.getInfo().type) {
      case FLOAT, FLOAT16, BFLOAT16 -> {
        // ONNX Runtime has copied it to a fresh heap buffer, whose array is ours to keep.
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer.hasArray() && buffer.array().length == buffer.remaining()) {
          return buffer.array();
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
      }
      case DOUBLE -> {
        DoubleBuffer buffer = tensor.getDoubleBuffer();
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) buffer.get(i);
        }
        return values;
      }
      case INT64 -> {
        LongBuffer buffer = tensor.getLongBuffer();
        boolean signed = tensor.getInfo().onnxType != ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64;
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          long value = buffer.get(i);
          values[i] = signed || value >= 0 ? value : (value >>> 1) * 2f;
        }
        return values;
      }
      case INT32 -> {
        IntBuffer buffer = tensor.getIntBuffer();
        boolean signed = tensor.getInfo().onnxType != ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32;
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = signed ? buffer.get(i) : Integer.toUnsignedLong(buffer.get(i));
        }
        return values;
      }
      case INT16 -> {
        ShortBuffer buffer = tensor.getShortBuffer();
        boolean signed = tensor.getInfo().onnxType != ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16;
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = signed ? buffer.get(i) : Short.toUnsignedInt(buffer.get(i));
        }
        return values;
      }
      case UINT8, INT8, BOOL -> {
        ByteBuffer buffer = tensor.getByteBuffer();
        boolean signed = tensor.getInfo().type == OnnxJavaType.INT8;
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = signed ? buffer.get(i) : Byte.toUnsignedInt(buffer.get(i));
        }
        return values;
      }
      default -> {
        return null;
      }
    }
  }

  /** Joins the answers of several runs along the first side. */
  static List<FloatTensor> concatenate(List<List<FloatTensor>> parts) {
    List<FloatTensor> joined = new ArrayList<>();
    for (int output = 0; output < parts.get(0).size(); output++) {
      FloatTensor first = parts.get(0).get(output);
      int length = 0;
      long rows = 0;
      for (List<FloatTensor> part : parts) {
        length += part.get(output).values().length;
        rows += part.get(output).shape().isEmpty() ? 1 : part.get(output).shape().get(0);
      }
      float[] values = new float[length];
      int at = 0;
      for (List<FloatTensor> part : parts) {
        float[] from = part.get(output).values();
        System.arraycopy(from, 0, values, at, from.length);
        at += from.length;
      }
      long[] shape = first.shape().stream().mapToLong(Long::longValue).toArray();
      if (shape.length == 0) {
        shape = new long[1];
      }
      shape[0] = rows;
      joined.add(new FloatTensor(first.name(), shape, values));
    }
    return joined;
  }

  static long elements(long[] shape) {
    long elements = 1;
    for (long side : shape) {
      elements = Math.multiplyExact(elements, side);
    }
    return elements;
  }

  static String text(long[] shape) {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  private static OcelliException notNumbers(String output, String type, String model) {
    return new OcelliException(
        "the output is no tensor of numbers",
        output + " (" + type + ")",
        model,
        "ask for another output, or export the model with a plain tensor");
  }
}
