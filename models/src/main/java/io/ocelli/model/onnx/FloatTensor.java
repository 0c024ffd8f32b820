package io.ocelli.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One answer of a model: float32 values in row-major order, on the Java heap. */
public final class FloatTensor {
  private final String name;
  private final long[] shape;
  private final float[] values;

  FloatTensor(String name, long[] shape, float[] values) {
    this.name = name;
    this.shape = shape;
    this.values = values;
  }

  /**
   * The answer for one picture of a batch: its first side is 1. What has no row for each picture
   * comes whole.
   *
   * @param row which picture, from 0
   * @param rows how many pictures the model was run on
   */
  FloatTensor row(int row, int rows) {
    if (shape.length == 0 || shape[0] != rows) {
      return this;
    }
    int length = values.length / rows;
    long[] one = shape.clone();
    one[0] = 1;
    return new FloatTensor(name, one, Arrays.copyOfRange(values, row * length, (row + 1) * length));
  }

  /** The output's name in the graph. */
  public String name() {
    return name;
  }

  /** The sides; the first one is the batch in most models. */
  public List<Long> shape() {
    return Arrays.stream(shape).boxed().toList();
  }

  /** The values themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** For example {@code output: float32[1,1000]}. */
  @Override
  public String toString() {
    return name
        + ": float32["
        + Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(","))
        + "]";
  }
}
