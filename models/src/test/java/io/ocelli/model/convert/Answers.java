package io.ocelli.model.convert;

import io.ocelli.model.net.Shape;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.TensorInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/** What ONNX Runtime answers to numbers. */
final class Answers {
  private Answers() {}

  /** Normal deviates. */
  static float[] noise(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The first output of a model with one input, for as many samples as there are. */
  static float[] of(byte[] onnx, float[] values, Shape shape) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(values).rewind();
    long n = values.length / shape.size();
    long[] dims =
        shape.isVector()
            ? new long[] {n, shape.channels()}
            : new long[] {n, shape.channels(), shape.height(), shape.width()};
    try (OnnxModel model = OnnxModel.open(onnx, "test", OnnxOptions.SHARED);
        OnnxModel.Binding binding =
            model.bind(
                List.of(TensorInput.of(model.inputs().get(0).name(), buffer, dims)), List.of())) {
      return binding.run().get(0).values();
    }
  }

  /** The largest difference, as a share of the largest value where that is above 1. */
  static double difference(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(a[i]));
    }
    return largest / scale;
  }
}
