package io.ocelli.model.convert;

import java.util.List;
import java.util.Random;

/** Quantised graphs of one convolution or a dense layer, in the forms that quantisers write. */
final class QuantisedFiles {
  private static final int OUT = 4;
  private static final int IN = 3;

  private final Random random = new Random(3);
  private final OnnxFile file = new OnnxFile(13, -1, IN, 9, 9);

  private int[] whole(int count, int bound) {
    return random.ints(count, -bound, bound).toArray();
  }

  private String scale(double value) {
    return file.number(value);
  }

  private String zero(int value) {
    return file.bytes(false, new int[] {value});
  }

  private String signedZero() {
    return file.bytes(true, new int[] {0});
  }

  /** Pairs around a convolution, whose answers are limited to 0 up to a value by their range. */
  static byte[] pairs(double high) {
    QuantisedFiles q = new QuantisedFiles();
    OnnxFile f = q.file;
    f.node("QuantizeLinear", List.of("*", q.scale(0.03), q.zero(128)));
    String x = f.node("DequantizeLinear", List.of("*", q.scale(0.03), q.zero(128)));
    String w =
        f.node(
            "DequantizeLinear",
            List.of(
                f.bytes(true, q.whole(OUT * IN * 9, 100), OUT, IN, 3, 3),
                f.floats(new float[] {0.01f, 0.02f, 0.03f, 0.015f}, OUT),
                f.bytes(true, new int[OUT], OUT)),
            "axis",
            0);
    f.node("Conv", List.of(x, w, f.weights(0, 1, OUT)));
    f.node("QuantizeLinear", List.of("*", q.scale(high / 255), q.zero(0)));
    f.node("MaxPool", List.of("*"), "kernel_shape", new long[] {2, 2});
    f.node("DequantizeLinear", List.of("*", q.scale(high / 255), q.zero(0)));
    return f.bytes();
  }

  /** The operators that compute with whole numbers themselves. */
  static byte[] operators() {
    QuantisedFiles q = new QuantisedFiles();
    OnnxFile f = q.file;
    String x = f.node("QuantizeLinear", List.of("*", q.scale(0.03), q.zero(128)));
    f.node(
        "QLinearConv",
        List.of(
            x,
            q.scale(0.03),
            q.zero(128),
            f.bytes(true, q.whole(OUT * IN * 9, 30), OUT, IN, 3, 3),
            q.scale(0.02),
            q.signedZero(),
            q.scale(6 / 255.0),
            q.zero(0),
            f.ints(q.whole(OUT, 400), OUT)));
    f.node(
        "com.microsoft",
        "QLinearAdd",
        1,
        List.of(
            "*",
            q.scale(6 / 255.0),
            q.zero(0),
            f.last(),
            q.scale(6 / 255.0),
            q.zero(0),
            q.scale(0.05),
            q.zero(1)));
    f.node(
        "com.microsoft",
        "QLinearGlobalAveragePool",
        1,
        List.of("*", q.scale(0.05), q.zero(1), q.scale(0.02), q.zero(3)));
    f.node("Flatten", List.of("*"));
    f.node(
        "QLinearMatMul",
        List.of(
            "*",
            q.scale(0.02),
            q.zero(3),
            f.bytes(true, q.whole(OUT * 5, 100), OUT, 5),
            q.scale(0.01),
            q.signedZero(),
            q.scale(0.04),
            q.zero(128)));
    f.node("DequantizeLinear", List.of("*", q.scale(0.04), q.zero(128)));
    return f.bytes();
  }

  /** Ranges found while running, as dynamic quantisation leaves them. */
  static byte[] dynamic() {
    QuantisedFiles q = new QuantisedFiles();
    OnnxFile f = q.file;
    List<String> x = f.node("", "DynamicQuantizeLinear", 3, List.of("*"));
    f.node(
        "ConvInteger",
        List.of(
            x.get(0),
            f.bytes(false, q.random.ints(OUT * IN * 9, 0, 255).toArray(), OUT, IN, 3, 3),
            x.get(2),
            q.zero(120)));
    String product = f.node("Cast", List.of("*"), "to", 1);
    String unit = f.node("Mul", List.of(x.get(1), q.scale(0.01)));
    f.node("Mul", List.of(product, unit));
    f.node("Add", List.of("*", f.weights(0, 1, 1, OUT, 1, 1)));
    f.node("Relu", List.of("*"));
    return f.bytes();
  }
}
