package io.ocelli.model.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a {@link Net}: arrays under {@code node/parameter}, e.g. {@code conv1/weight}, in
 * the layouts that {@link Op} names, rows first. The arrays are shared, not copied.
 */
public final class Parameters {
  /**
   * One array.
   *
   * @param shape the sizes of its dimensions
   * @param values as many as the shape has
   */
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose
  public record Tensor(int[] shape, float[] values) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Sets an array; replaces what was there. */
  public void put(String node, String parameter, int[] shape, float[] values) {
    int size = 1;
    for (int side : shape) {
      size = Math.multiplyExact(size, side);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          node + "/" + parameter + " has " + values.length + " values, its shape " + size);
    }
    tensors.put(node + "/" + parameter, new Tensor(shape.clone(), values));
  }

  /**
   * One array.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String node, String parameter) {
    Tensor tensor = tensors.get(node + "/" + parameter);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter " + node + "/" + parameter);
    }
    return tensor;
  }

  /** Whether there is such an array. */
  public boolean has(String node, String parameter) {
    return tensors.containsKey(node + "/" + parameter);
  }

  /** All arrays, in the order they were put. */
  public Map<String, Tensor> all() {
    return Collections.unmodifiableMap(tensors);
  }
}
