package io.ocelli.model.convert;

import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.TensorInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/**
 * How far a network's answers lie from those of the file it was read from, both computed by ONNX
 * Runtime on the same random pictures.
 *
 * @param pictures compared
 * @param largest difference of an answer's value
 * @param scale the largest absolute value among the file's answers
 * @param sameTop on how many pictures both rank the same class first
 */
public record Agreement(int pictures, double largest, double scale, int sameTop) {
  /** What rounding may do to a float network, as a share of the largest answer. */
  private static final double ROUNDING = 1e-4;

  private static final int PICTURES = 4;

  /**
   * Whether the answers are equal but for rounding. Of a quantised file they cannot be; there this
   * asks nothing.
   */
  public boolean holds(Converted.Facts facts) {
    return facts.quantised() || largest <= ROUNDING * Math.max(1, scale);
  }

  /**
   * Reads a file as it is, writes what was read, and compares the two on pictures of normal
   * deviates.
   *
   * @param onnx the file's bytes, with all weights
   * @param origin for error messages: the file
   * @param options how the file is read; where its size is fixed, that size is compared
   */
  public static Agreement of(byte[] onnx, String origin, ReadOptions options) {
    Converted read = OnnxReader.read(onnx, origin, options);
    if (!read.facts().free() && !read.facts().own().equals(read.net().shape())) {
      read = OnnxReader.read(onnx, origin, new ReadOptions(0, 0, options.output()));
    }
    byte[] written = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    try (OnnxModel own = OnnxModel.open(onnx, origin, OnnxOptions.DEFAULT);
        OnnxModel other = OnnxModel.open(written, origin + " as read", OnnxOptions.DEFAULT)) {
      return compare(own, other, read, options);
    }
  }

  private static Agreement compare(
      OnnxModel own, OnnxModel other, Converted read, ReadOptions options) {
    Random random = new Random(PICTURES);
    Shape shape = read.net().shape();
    double largest = 0;
    double scale = 0;
    int same = 0;
    long batch = Math.max(1, own.inputs().get(0).side(0));
    List<String> wanted = options.output().isEmpty() ? List.of() : List.of(options.output());
    int rounds = (int) Math.max(1, PICTURES / batch);
    for (int i = 0; i < rounds; i++) {
      float[] values = new float[Math.toIntExact(batch * shape.size())];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) random.nextGaussian();
      }
      float[] a = answer(own, turned(values, read, shape), dims(read, shape, batch), wanted);
      float[] b = answer(other, values, dims(shape, batch), List.of());
      if (a.length != b.length) {
        return new Agreement(0, Double.POSITIVE_INFINITY, 0, 0);
      }
      int classes = (int) (a.length / batch);
      for (int k = 0; k < a.length; k++) {
        double value = read.facts().logarithm() ? Math.exp(a[k]) : a[k];
        double difference = Math.abs(value - b[k]);
        largest =
            Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
        scale = Math.max(scale, Math.abs(value));
      }
      for (int n = 0; n < batch; n++) {
        same += top(a, n * classes, classes) == top(b, n * classes, classes) ? 1 : 0;
      }
    }
    return new Agreement((int) (rounds * batch), largest, scale, same);
  }

  private static int top(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private static float[] answer(OnnxModel model, float[] values, long[] dims, List<String> wanted) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(values).rewind();
    TensorInput input = TensorInput.of(model.inputs().get(0).name(), buffer, dims);
    try (OnnxModel.Binding binding = model.bind(List.of(input), wanted)) {
      List<FloatTensor> answers = binding.run();
      return answers.get(0).values();
    }
  }

  private static long[] dims(Shape shape, long batch) {
    return shape.isVector()
        ? new long[] {batch, shape.channels()}
        : new long[] {batch, shape.channels(), shape.height(), shape.width()};
  }

  private static long[] dims(Converted read, Shape shape, long batch) {
    return read.facts().channelsLast()
        ? new long[] {batch, shape.height(), shape.width(), shape.channels()}
        : dims(shape, batch);
  }

  /** Pictures in the order of channels that the file takes. */
  private static float[] turned(float[] values, Converted read, Shape shape) {
    if (!read.facts().channelsLast()) {
      return values;
    }
    float[] result = new float[values.length];
    int pixels = shape.height() * shape.width();
    for (int i = 0; i < values.length; i++) {
      int pixel = i % pixels;
      int channel = i / pixels % shape.channels();
      int picture = i / shape.size();
      result[picture * shape.size() + pixel * shape.channels() + channel] = values[i];
    }
    return result;
  }
}
