package io.ocelli.model.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small ONNX file for each operator and form that {@link OnnxReader} says it reads. */
final class OperatorFiles {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private OperatorFiles() {}

  static Map<String, byte[]> all() {
    OperatorFiles files = new OperatorFiles();
    files.convolutions();
    files.pools();
    files.activations();
    files.idioms();
    files.arithmetic();
    files.dense();
    files.shapes();
    files.channelsLast();
    return files.files;
  }

  private void put(String name, OnnxFile file) {
    files.put(name, file.bytes());
  }

  private static OnnxFile odd() {
    return new OnnxFile(17, -1, 3, 13, 10);
  }

  private void convolutions() {
    put("conv", odd().conv(5, 3, 3, true));
    put("conv-strided", odd().conv(5, 3, 3, true, "strides", new long[] {2, 3}));
    put("conv-groups", odd().conv(4, 3, 1, true).conv(6, 2, 3, true, "group", 2));
    put("conv-depthwise", odd().conv(3, 1, 3, false, "group", 3, "pads", new long[] {1, 1, 1, 1}));
    put(
        "conv-depthwise-multiplied",
        odd().conv(6, 1, 3, true, "group", 3, "strides", new long[] {2, 2}));
    put("conv-dilated", odd().conv(4, 3, 3, true, "dilations", new long[] {2, 3}));
    put(
        "conv-dilated-depthwise",
        odd().conv(3, 1, 3, true, "group", 3, "dilations", new long[] {2, 2}));
    put("conv-asymmetric", odd().conv(4, 3, 3, true, "pads", new long[] {0, 1, 2, 3}));
    for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      put("conv-" + pad, odd().conv(4, 3, 4, true, "auto_pad", pad, "strides", new long[] {2, 1}));
    }
    put(
        "conv-even-kernel-same-depthwise",
        odd().conv(3, 1, 2, true, "group", 3, "auto_pad", "SAME_UPPER"));
    put("batch-norm", odd().conv(5, 3, 3, false).norm(5).then("Relu"));
    put("batch-norm-alone", odd().norm(3));
  }

  private void pools() {
    long[] k = {3, 2};
    long[] s = {2, 2};
    for (String op : List.of("MaxPool", "AveragePool")) {
      put(op, odd().then(op, "kernel_shape", k, "strides", s));
      put(op + "-padded", odd().then(op, "kernel_shape", k, "pads", new long[] {1, 1, 1, 1}));
      put(
          op + "-asymmetric",
          odd().then(op, "kernel_shape", k, "strides", s, "pads", new long[] {0, 0, 1, 1}));
      put(
          op + "-ceil",
          odd().then(op, "kernel_shape", new long[] {2, 3}, "strides", s, "ceil_mode", 1));
      put(
          op + "-same",
          odd()
              .then(op, "kernel_shape", new long[] {3, 3}, "strides", s, "auto_pad", "SAME_UPPER"));
      put(
          op + "-same-lower",
          odd().then(op, "kernel_shape", new long[] {2, 2}, "auto_pad", "SAME_LOWER"));
    }
    put(
        "AveragePool-counted",
        odd()
            .then(
                "AveragePool",
                "kernel_shape",
                k,
                "pads",
                new long[] {1, 0, 2, 1},
                "count_include_pad",
                1));
    put(
        "MaxPool-dilated",
        odd().then("MaxPool", "kernel_shape", k, "dilations", new long[] {2, 2}));
    put("GlobalAveragePool", odd().then("GlobalAveragePool"));
    put("GlobalMaxPool-flat", odd().then("GlobalMaxPool").then("Flatten"));
    put("ReduceMean", odd().then("ReduceMean", "axes", new long[] {2, 3}, "keepdims", 0));
    put("ReduceMean-kept", odd().then("ReduceMean", "axes", new long[] {-1, -2}));
    OnnxFile reduce = new OnnxFile(18, -1, 3, 13, 10);
    reduce.node("ReduceMean", List.of("*", reduce.longs(2, 3)), "keepdims", 0);
    put("ReduceMean-18", reduce);
    OnnxFile max = new OnnxFile(18, -1, 3, 13, 10);
    max.node("ReduceMax", List.of("*", max.longs(2, 3)), "keepdims", 0);
    put("ReduceMax-18", max);
    OnnxFile merged = odd();
    merged.node("Reshape", List.of("*", merged.longs(0, 0, -1)));
    put("mean-of-merged-pixels", merged.then("ReduceMean", "axes", new long[] {2}, "keepdims", 0));
    OnnxFile pad = odd();
    pad.node("Pad", List.of("*", pad.longs(0, 0, 1, 0, 0, 0, 2, 3), pad.number(0.5)));
    put("Pad", pad.then("Tanh"));
    OnnxFile border = odd();
    border.node("Pad", List.of("*", border.longs(0, 0, 1, 0, 0, 0, 2, 3)));
    put("Pad-conv", border.conv(4, 3, 3, true));
    put(
        "Pad-attribute",
        new OnnxFile(9, -1, 3, 13, 10)
            .then("Pad", "pads", new long[] {0, 0, 0, 1, 0, 0, 1, 0}, "value", -1f));
  }

  private void activations() {
    for (String op : List.of("Relu", "Sigmoid", "Tanh", "HardSwish")) {
      put(op, odd().then(op));
    }
    put("LeakyRelu", odd().then("LeakyRelu", "alpha", 0.2f));
    put("Elu", odd().then("Elu", "alpha", 0.7f));
    put("HardSigmoid", odd().then("HardSigmoid", "alpha", 0.3f, "beta", 0.4f));
    put("HardSigmoid-usual", odd().then("HardSigmoid"));
    put("Clip-attribute", new OnnxFile(10, -1, 3, 13, 10).then("Clip", "min", 0f, "max", 6f));
    OnnxFile clip = odd();
    clip.node("Clip", List.of("*", clip.number(-0.5), clip.number(1.5)));
    put("Clip-input", clip);
    OnnxFile low = odd();
    low.node("Clip", List.of("*", low.number(-0.3)));
    put("Clip-low", low);
    OnnxFile high = odd();
    high.node("Clip", List.of("*", "", high.number(0.3)));
    put("Clip-high", high);
    OnnxFile zero = odd();
    zero.node("Max", List.of("*", zero.number(0)));
    put("Max-zero", zero);
    OnnxFile slopes = odd();
    slopes.node("PRelu", List.of("*", slopes.weights(0.2, 0.1, 3, 1, 1)));
    put("PRelu", slopes);
    OnnxFile slope = odd();
    slope.node("PRelu", List.of("*", slope.weights(0.2, 0.1, 1)));
    put("PRelu-shared", slope);
    put("Gelu-20", new OnnxFile(20, -1, 3, 13, 10).then("Gelu"));
    put("Softmax-picture", odd().then("Softmax", "axis", 1));
    put("Softmax-12", new OnnxFile(12, -1, 7).then("Softmax"));
    put("Softmax-13", new OnnxFile(13, -1, 7).then("Softmax"));
    put(
        "Softmax-12-map",
        new OnnxFile(12, -1, 3, 13, 10).then("GlobalAveragePool").then("Softmax", "axis", 1));
    put("LogSoftmax", new OnnxFile(13, -1, 7).then("LogSoftmax", "axis", -1));
    OnnxFile dropout = odd();
    dropout.node("", "Dropout", 1, List.of("*", dropout.number(0.3)));
    put("Dropout", dropout.then("Relu"));
    put("Dropout-attribute", new OnnxFile(11, -1, 3, 13, 10).then("Dropout", "ratio", 0.3f));
    put("Identity-Cast", odd().then("Identity").then("Relu").then("Cast", "to", 1));
  }

  private void idioms() {
    for (int order = 0; order < 3; order++) {
      OnnxFile gelu = odd().conv(4, 3, 3, true);
      String x = gelu.last();
      String inner =
          order == 0
              ? gelu.node("Div", List.of(x, gelu.number(Math.sqrt(2))))
              : gelu.node("Mul", List.of(gelu.number(Math.sqrt(0.5)), x));
      String gate = gelu.node("Add", List.of(gelu.node("Erf", List.of(inner)), gelu.number(1)));
      if (order == 0) {
        gelu.node("Mul", List.of(gelu.node("Mul", List.of(x, gate)), gelu.number(0.5)));
      } else if (order == 1) {
        gelu.node("Mul", List.of(gelu.node("Mul", List.of(x, gelu.number(0.5))), gate));
      } else {
        gelu.node("Mul", List.of(x, gelu.node("Mul", List.of(gelu.number(0.5), gate))));
      }
      put("gelu-by-erf-" + order, gelu);
    }
    OnnxFile silu = odd().conv(4, 3, 3, true);
    String x = silu.last();
    silu.node("Mul", List.of(x, silu.node("Sigmoid", List.of(x))));
    put("silu", silu);
    OnnxFile swish = odd();
    swish.node(
        "Mul",
        List.of(
            swish.node("Sigmoid", List.of(swish.node("Mul", List.of("x", swish.number(1.7))))),
            "x"));
    put("swish-scaled", swish);
    OnnxFile hard = odd().conv(4, 3, 3, true);
    String h = hard.last();
    String clipped =
        hard.node(
            "Clip",
            List.of(hard.node("Add", List.of(h, hard.number(3))), hard.number(0), hard.number(6)));
    hard.node("Div", List.of(hard.node("Mul", List.of(h, clipped)), hard.number(6)));
    put("hard-swish-by-clip", hard);
    OnnxFile gate = odd();
    String shifted = gate.node("Add", List.of("x", gate.number(3)));
    gate.node("Clip", List.of(shifted, gate.number(0), gate.number(6)));
    gate.node("Mul", List.of("*", gate.number(1 / 6.0)));
    put("hard-sigmoid-by-clip", gate);
    OnnxFile product = odd();
    String sigmoid = product.node("HardSigmoid", List.of("x"), "alpha", 1 / 6f, "beta", 0.5f);
    product.node("Mul", List.of("x", sigmoid));
    put("hard-swish-by-hard-sigmoid", product);
  }

  private void arithmetic() {
    OnnxFile residual = odd().conv(3, 3, 3, true, "pads", new long[] {1, 1, 1, 1});
    residual.node("Add", List.of("*", "x"));
    put("residual", residual.then("Relu"));
    OnnxFile sum = odd();
    sum.node("Sum", List.of("x", sum.node("Tanh", List.of("x")), sum.node("Relu", List.of("x"))));
    put("Sum", sum);
    OnnxFile difference = odd();
    difference.node("Sub", List.of("x", difference.node("Tanh", List.of("x"))));
    put("Sub-values", difference);
    OnnxFile concat = odd();
    String a = concat.node("Tanh", List.of("x"));
    String b = concat.conv(2, 3, 1, true).last();
    concat.node("Concat", List.of("x", a, b), "axis", 1);
    put("Concat", concat.conv(3, 8, 3, true));
    for (String op : List.of("Add", "Sub", "Mul", "Div")) {
      OnnxFile alone = odd();
      alone.node(op, List.of("*", alone.weights(2, 0.3, 3, 1, 1)));
      put(op + "-constant", alone.then("Tanh"));
      OnnxFile after = odd().conv(4, 3, 3, false);
      after.node(op, List.of("*", after.weights(2, 0.3, 1, 4, 1, 1)));
      put(op + "-after-conv", after.then("Relu"));
    }
    OnnxFile from = odd();
    from.node("Sub", List.of(from.number(1), "*"));
    put("Sub-from-constant", from);
    put("Neg", odd().then("Neg"));
    OnnxFile squeeze = odd().conv(6, 3, 3, true);
    String picture = squeeze.last();
    squeeze.then("GlobalAveragePool").conv(2, 6, 1, true).then("Relu").conv(6, 2, 1, true);
    squeeze.node("Mul", List.of(picture, squeeze.then("Sigmoid").last()));
    put("squeeze-excite", squeeze);
    OnnxFile linear = odd().conv(6, 3, 3, true);
    String input = linear.last();
    linear.then("GlobalAveragePool").then("Flatten");
    linear.node(
        "Gemm", List.of("*", linear.weights(0, 0.4, 6, 6), linear.weights(0, 1, 6)), "transB", 1);
    linear.then("Sigmoid");
    linear.node("Reshape", List.of("*", linear.longs(0, 6, 1, 1)));
    linear.node("Mul", List.of("*", input));
    put("squeeze-excite-by-dense", linear);
    OnnxFile both = odd();
    both.node("Mul", List.of("x", both.node("Tanh", List.of("x"))));
    put("Mul-values", both);
  }

  private void dense() {
    OnnxFile gemm = odd().then("Flatten");
    gemm.node("Gemm", List.of("*", gemm.weights(0, 0.05, 390, 7), gemm.weights(0, 1, 7)));
    put("Gemm", gemm);
    OnnxFile scaled = odd().then("Flatten");
    scaled.node(
        "Gemm",
        List.of("*", scaled.weights(0, 0.05, 7, 390), scaled.weights(0, 1, 1, 7)),
        "transB",
        1,
        "alpha",
        0.5f,
        "beta",
        2f);
    put("Gemm-scaled", scaled);
    OnnxFile product = odd().then("Flatten");
    product.node("MatMul", List.of("*", product.weights(0, 0.05, 390, 7)));
    product.node("Add", List.of("*", product.weights(0, 1, 7)));
    put("MatMul-Add", product.then("Softmax", "axis", 1));
    OnnxFile two = new OnnxFile(17, -1, 9);
    two.node("Gemm", List.of("*", two.weights(0, 0.4, 9, 8)));
    two.norm(8).then("Relu");
    two.node("PRelu", List.of("*", two.weights(0.2, 0.1, 8)));
    two.node("Gemm", List.of("*", two.weights(0, 0.4, 8, 4)));
    put("vectors", two);
  }

  private void shapes() {
    OnnxFile torch = odd().conv(4, 3, 3, true);
    String shape = torch.node("Shape", List.of("*"));
    String batch = torch.node("Gather", List.of(shape, torch.index(0)), "axis", 0);
    String side = torch.node("Unsqueeze", List.of(batch, torch.longs(0)));
    String target = torch.node("Concat", List.of(side, torch.longs(-1)), "axis", 0);
    torch.node("Reshape", List.of("v0", target));
    torch.node("Gemm", List.of("*", torch.weights(0, 0.1, 352, 5)));
    put("Shape-Gather-Reshape", torch);
    OnnxFile fixed = new OnnxFile(13, 1, 3, 13, 10).conv(4, 3, 3, true);
    fixed.node("Reshape", List.of("*", fixed.longs(1, 352)));
    fixed.node("Gemm", List.of("*", fixed.weights(0, 0.1, 352, 5)));
    put("Reshape-fixed", fixed);
    OnnxFile squeezed = odd().then("GlobalAveragePool");
    squeezed.node("Squeeze", List.of("*", squeezed.longs(2, 3)));
    put("Squeeze", squeezed.then("Relu"));
    put(
        "Squeeze-attribute",
        new OnnxFile(11, -1, 3, 13, 10)
            .then("GlobalAveragePool")
            .then("Squeeze", "axes", new long[] {3, 2}));
    OnnxFile vector = odd().then("GlobalAveragePool").then("Flatten");
    vector.node("Unsqueeze", List.of("*", vector.longs(2, 3)));
    put("vector-as-picture", vector.conv(4, 3, 1, true).then("Flatten"));
    OnnxFile flat = odd();
    String one = flat.conv(2, 3, 3, true).then("Flatten").last();
    String other = flat.node("Flatten", List.of("x"));
    flat.node("Concat", List.of(one, other), "axis", 1);
    put("Concat-vectors", flat.then("Tanh"));
  }

  private void channelsLast() {
    OnnxFile head = new OnnxFile(17, -1, 11, 8, 3);
    head.then("Transpose", "perm", new long[] {0, 3, 1, 2}).conv(4, 3, 3, true).then("Relu");
    head.then("Transpose", "perm", new long[] {0, 2, 3, 1});
    head.node("Add", List.of("*", head.weights(0, 1, 4)));
    head.node("MatMul", List.of("*", head.weights(0, 0.5, 4, 5)));
    head.node("Reshape", List.of("*", head.longs(-1, 9 * 6 * 5)));
    head.node("MatMul", List.of("*", head.weights(0, 0.1, 9 * 6 * 5, 6)));
    head.node("Add", List.of("*", head.weights(0, 1, 6)));
    put("channels-last", head.then("Softmax"));
    OnnxFile mean = new OnnxFile(17, -1, 11, 8, 3);
    mean.node("Sub", List.of("*", mean.weights(0, 1, 3)));
    mean.node("Pad", List.of("*", mean.longs(0, 1, 0, 0, 0, 0, 2, 0)));
    mean.then("Transpose", "perm", new long[] {0, 3, 1, 2}).conv(4, 3, 3, true).then("Relu");
    mean.then("Transpose", "perm", new long[] {0, 2, 3, 1});
    put(
        "channels-last-mean",
        mean.then("ReduceMean", "axes", new long[] {1, 2}, "keepdims", 0).then("Tanh"));
  }
}
