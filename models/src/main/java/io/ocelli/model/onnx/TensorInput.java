package io.ocelli.model.onnx;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What is given to one input of a model: a direct buffer in native byte order, whose values from
 * its position on are read at each run, without a copy. Fill the buffer, run, fill it again.
 *
 * @param name the input's name in the graph
 * @param type type of the elements
 * @param data the values, row-major; neither position nor limit are changed
 * @param shape the sides
 */
public record TensorInput(String name, ElementType type, Buffer data, List<Long> shape) {
  /**
   * Checks that the buffer is direct and in native byte order, so that nothing is copied.
   *
   * @throws IllegalArgumentException when it is not
   */
  public TensorInput {
    shape = List.copyOf(shape);
    if (!data.isDirect() || !isNative(data)) {
      throw new IllegalArgumentException(
          "the buffer for " + name + " must be direct and in native byte order");
    }
  }

  /** Float32. */
  public static TensorInput of(String name, FloatBuffer data, long... shape) {
    return new TensorInput(name, ElementType.FLOAT32, data, list(shape));
  }

  /** Float64. */
  public static TensorInput of(String name, DoubleBuffer data, long... shape) {
    return new TensorInput(name, ElementType.FLOAT64, data, list(shape));
  }

  /** Int32. */
  public static TensorInput of(String name, IntBuffer data, long... shape) {
    return new TensorInput(name, ElementType.INT32, data, list(shape));
  }

  /** Int64. */
  public static TensorInput of(String name, LongBuffer data, long... shape) {
    return new TensorInput(name, ElementType.INT64, data, list(shape));
  }

  /** Int16, or float16 and bfloat16 as their bits. */
  public static TensorInput of(String name, ElementType type, ShortBuffer data, long... shape) {
    if (type.bytes() != 2) {
      throw new IllegalArgumentException("a ShortBuffer holds no " + type.word());
    }
    return new TensorInput(name, type, data, list(shape));
  }

  /** Values of any type, as the bytes that they have in memory; bool is one byte each, 0 or 1. */
  public static TensorInput of(String name, ElementType type, ByteBuffer data, long... shape) {
    if (!type.feedable()) {
      throw new IllegalArgumentException("a buffer holds no " + type.word());
    }
    return new TensorInput(name, type, data, list(shape));
  }

  private static List<Long> list(long... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  private static boolean isNative(Buffer data) {
    ByteOrder order =
        data instanceof FloatBuffer f
            ? f.order()
            : data instanceof DoubleBuffer d
                ? d.order()
                : data instanceof IntBuffer i
                    ? i.order()
                    : data instanceof LongBuffer l
                        ? l.order()
                        // The order of a ByteBuffer says nothing of the bytes that are in it.
                        : data instanceof ShortBuffer s ? s.order() : ByteOrder.nativeOrder();
    return order == ByteOrder.nativeOrder();
  }

  /** Elements that the shape asks for. */
  long elements() {
    return Tensors.elements(sides());
  }

  long[] sides() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** Whole elements from the buffer's position to its limit. */
  long available() {
    return data instanceof ByteBuffer ? data.remaining() / type.bytes() : data.remaining();
  }

  /** For example {@code input: uint8[1,224,224,3]}. */
  @Override
  public String toString() {
    return new TensorSpec(name, type.word(), shape, shape.stream().map(s -> "").toList())
        .toString();
  }
}
