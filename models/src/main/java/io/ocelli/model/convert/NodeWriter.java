package io.ocelli.model.convert;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;

/** Writes the layers of a net as ONNX nodes of the same names. */
final class NodeWriter {
  private final Net net;
  private final Parameters parameters;
  private final GraphProto.Builder out;
  private final String prefix;
  private final Map<String, Shape> shapes;
  private final Map<String, String> tensors = new HashMap<>();

  /** Names of layers and of what was written besides. */
  private final Set<String> names = new HashSet<>();

  /** Names of tensors that no layer may have. */
  private final Set<String> reserved;

  NodeWriter(Net net, Parameters parameters, OnnxWriter.Place place) {
    this.net = net;
    this.parameters = parameters;
    this.out = place.graph();
    this.prefix = place.prefix();
    this.shapes = net.shapes();
    this.reserved = place.reserved();
    tensors.put(net.input(), place.input());
    names.addAll(reserved);
    net.nodes().forEach(node -> names.add(id(node)));
  }

  /** Writes all nodes; gives the tensor of the answer. */
  String run() {
    net.nodes().forEach(node -> tensors.put(node.name(), write(node)));
    return tensor(net.output());
  }

  private String tensor(String node) {
    return Objects.requireNonNull(tensors.get(node));
  }

  private Shape shape(String node) {
    return Objects.requireNonNull(shapes.get(node));
  }

  /** The name of a node, and of its tensor unless the file's input or answer has taken it. */
  private String id(Node node) {
    return prefix + node.name();
  }

  /** A name for something a layer needs besides its own node; no layer has it. */
  private String aux(String id, String part) {
    String name = id + "_" + part;
    while (names.contains(name)) {
      name += "_";
    }
    names.add(name);
    return name;
  }

  private String write(Node node) {
    String x = tensor(node.inputs().get(0));
    Shape in = shape(node.inputs().get(0));
    Op op = node.op();
    if (op instanceof Op.Convolution convolution) {
      return convolution(node, convolution, x);
    }
    if (op instanceof Op.BatchNorm norm) {
      return emit(
          OnnxParts.node("BatchNormalization", id(node), id(node), x)
              .addInput(weight(node, "scale"))
              .addInput(weight(node, "shift"))
              .addInput(weight(node, "mean"))
              .addInput(weight(node, "variance"))
              .addAttribute(OnnxParts.real("epsilon", (float) norm.epsilon()))
              .addAttribute(OnnxParts.real("momentum", (float) norm.momentum())));
    }
    if (op instanceof Op.Activate activate) {
      return activation(id(node), activate.function(), x);
    }
    if (op instanceof Op.PRelu) {
      Parameters.Tensor slope = parameters.get(node.name(), "slope");
      return emit(
          OnnxParts.node("PRelu", id(node), id(node), x)
              .addInput(perChannel(node, "slope", slope, in)));
    }
    if (op instanceof Op.Softmax) {
      return emit(
          OnnxParts.node("Softmax", id(node), id(node), x)
              .addAttribute(OnnxParts.integer("axis", 1)));
    }
    if (op instanceof Op.Pool pool) {
      return pool(node, pool, x);
    }
    if (op instanceof Op.GlobalPool pool) {
      return switch (pool.kind()) {
        case AVERAGE -> single("GlobalAveragePool", id(node), x);
        case MAX -> single("GlobalMaxPool", id(node), x);
        case MIN -> {
          String negative = single("Neg", aux(id(node), "negative"), x);
          String pooled = single("GlobalMaxPool", aux(id(node), "pooled"), negative);
          yield single("Neg", id(node), pooled);
        }
      };
    }
    if (op instanceof Op.Dense dense) {
      return dense(node, dense, x, in);
    }
    if (op instanceof Op.Dropout) {
      return x;
    }
    if (op instanceof Op.Add) {
      return emit(joined(node.inputs().size() == 2 ? "Add" : "Sum", node));
    }
    if (op instanceof Op.Multiply) {
      return multiply(node, x, in);
    }
    if (op instanceof Op.Concat) {
      return emit(joined("Concat", node).addAttribute(OnnxParts.integer("axis", 1)));
    }
    if (op instanceof Op.Flatten) {
      return in.isVector() ? x : flatten(id(node), x);
    }
    if (op instanceof Op.Pad pad) {
      return pad(node, pad, x);
    }
    if (op instanceof Op.Affine) {
      return affine(node, x, in);
    }
    throw new IllegalArgumentException("no ONNX form of " + op);
  }

  private String emit(NodeProto.Builder node) {
    if (reserved.contains(node.getOutput(0))) {
      node.setOutput(0, aux(node.getOutput(0), "value"));
    }
    out.addNode(node);
    return node.getOutput(0);
  }

  private static NodeProto.Builder plain(String op, String name, String... inputs) {
    return OnnxParts.node(op, name, name, inputs);
  }

  private String single(String op, String id, String x) {
    return emit(OnnxParts.node(op, id, id, x));
  }

  private NodeProto.Builder joined(String op, Node node) {
    NodeProto.Builder result = OnnxParts.node(op, id(node), id(node));
    node.inputs().forEach(input -> result.addInput(tensor(input)));
    return result;
  }

  private String flatten(String id, String x) {
    return emit(OnnxParts.node("Flatten", id, id, x).addAttribute(OnnxParts.integer("axis", 1)));
  }

  private String weight(Node node, String parameter) {
    Parameters.Tensor tensor = parameters.get(node.name(), parameter);
    long[] dims = new long[tensor.shape().length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = tensor.shape()[i];
    }
    return constant(aux(id(node), parameter), tensor.values(), dims);
  }

  private String constant(String name, float[] values, long... dims) {
    out.addInitializer(OnnxParts.tensor(name, values, dims));
    return name;
  }

  /** One number for each channel, in a shape that ONNX repeats over rows and columns. */
  private String perChannel(Node node, String name, Parameters.Tensor tensor, Shape in) {
    long count = tensor.values().length;
    return constant(
        aux(id(node), name),
        tensor.values(),
        in.isVector() ? new long[] {count} : new long[] {count, 1, 1});
  }

  private String convolution(Node node, Op.Convolution convolution, String x) {
    NodeProto.Builder result =
        window(OnnxParts.node("Conv", id(node), id(node), x), convolution.window())
            .addInput(weight(node, "weight"))
            .addAttribute(OnnxParts.integer("group", convolution.groups()));
    if (convolution.bias()) {
      result.addInput(weight(node, "bias"));
    }
    return emit(result);
  }

  private static NodeProto.Builder window(NodeProto.Builder node, Window window) {
    Padding p = window.padding();
    node.addAttribute(OnnxParts.ints("kernel_shape", window.height(), window.width()))
        .addAttribute(OnnxParts.ints("strides", window.strideHeight(), window.strideWidth()))
        .addAttribute(OnnxParts.ints("pads", p.top(), p.left(), p.bottom(), p.right()));
    if (window.dilationHeight() > 1
        || window.dilationWidth() > 1
        || node.getOpType().equals("Conv")) {
      node.addAttribute(
          OnnxParts.ints("dilations", window.dilationHeight(), window.dilationWidth()));
    }
    return node;
  }

  private String pool(Node node, Op.Pool pool, String x) {
    if (pool.kind() == Op.PoolKind.AVERAGE) {
      return emit(
          windowed("AveragePool", id(node), pool, x)
              .addAttribute(OnnxParts.integer("count_include_pad", pool.countPadding() ? 1 : 0)));
    }
    if (pool.kind() == Op.PoolKind.MAX) {
      return emit(windowed("MaxPool", id(node), pool, x));
    }
    String negative = single("Neg", aux(id(node), "negative"), x);
    String pooled = emit(windowed("MaxPool", aux(id(node), "pooled"), pool, negative));
    return single("Neg", id(node), pooled);
  }

  private static NodeProto.Builder windowed(String op, String id, Op.Pool pool, String x) {
    return window(OnnxParts.node(op, id, id, x), pool.window())
        .addAttribute(OnnxParts.integer("ceil_mode", pool.ceil() ? 1 : 0));
  }

  private String dense(Node node, Op.Dense dense, String x, Shape in) {
    String flat = in.isVector() ? x : flatten(aux(id(node), "flatten"), x);
    NodeProto.Builder result =
        OnnxParts.node("Gemm", id(node), id(node), flat)
            .addInput(weight(node, "weight"))
            .addAttribute(OnnxParts.integer("transB", 1));
    if (dense.bias()) {
      result.addInput(weight(node, "bias"));
    }
    return emit(result);
  }

  private String multiply(Node node, String x, Shape in) {
    String y = tensor(node.inputs().get(1));
    if (shape(node.inputs().get(1)).isVector() && !in.isVector()) {
      String sides = aux(id(node), "sides");
      out.addInitializer(OnnxParts.longs(sides, 0, -1, 1, 1));
      y = emit(plain("Reshape", aux(id(node), "factors"), y, sides));
    }
    return emit(OnnxParts.node("Mul", id(node), id(node), x, y));
  }

  private String pad(Node node, Op.Pad pad, String x) {
    Padding p = pad.padding();
    String sides = aux(id(node), "pads");
    out.addInitializer(
        OnnxParts.longs(sides, 0, 0, p.top(), p.left(), 0, 0, p.bottom(), p.right()));
    String value = constant(aux(id(node), "border"), new float[] {(float) pad.value()});
    return emit(OnnxParts.node("Pad", id(node), id(node), x, sides, value));
  }

  private String affine(Node node, String x, Shape in) {
    Parameters.Tensor scale = parameters.get(node.name(), "scale");
    Parameters.Tensor shift = parameters.get(node.name(), "shift");
    String scaled =
        emit(
            plain("Mul", aux(id(node), "scaled"), x)
                .addInput(perChannel(node, "scale", scale, in)));
    return emit(
        OnnxParts.node("Add", id(node), id(node), scaled)
            .addInput(perChannel(node, "shift", shift, in)));
  }

  private String activation(String id, Activation function, String x) {
    float alpha = (float) function.alpha();
    return switch (function.kind()) {
      case SIGMOID -> single("Sigmoid", id, x);
      case TANH -> single("Tanh", id, x);
      case RELU -> single("Relu", id, x);
      case LEAKY_RELU ->
          emit(OnnxParts.node("LeakyRelu", id, id, x).addAttribute(OnnxParts.real("alpha", alpha)));
      case ELU ->
          emit(OnnxParts.node("Elu", id, id, x).addAttribute(OnnxParts.real("alpha", alpha)));
      case HARD_SIGMOID ->
          emit(
              OnnxParts.node("HardSigmoid", id, id, x)
                  .addAttribute(OnnxParts.real("alpha", alpha))
                  .addAttribute(OnnxParts.real("beta", (float) function.beta())));
      case HARD_SWISH -> single("HardSwish", id, x);
      case CLIP ->
          emit(
              OnnxParts.node(
                  "Clip",
                  id,
                  id,
                  x,
                  constant(aux(id, "low"), new float[] {alpha}),
                  constant(aux(id, "high"), new float[] {(float) function.beta()})));
      case SWISH -> {
        String inner = x;
        if (alpha != 1) {
          String factor = constant(aux(id, "alpha"), new float[] {alpha});
          inner = emit(plain("Mul", aux(id, "inner"), x, factor));
        }
        String gate = single("Sigmoid", aux(id, "gate"), inner);
        yield emit(OnnxParts.node("Mul", id, id, x, gate));
      }
      case GELU -> {
        String root = constant(aux(id, "root"), new float[] {(float) Math.sqrt(2)});
        String one = constant(aux(id, "one"), new float[] {1});
        String half = constant(aux(id, "half"), new float[] {0.5f});
        String inner = emit(plain("Div", aux(id, "inner"), x, root));
        String erf = single("Erf", aux(id, "erf"), inner);
        String gate = emit(plain("Add", aux(id, "gate"), erf, one));
        String gated = emit(plain("Mul", aux(id, "gated"), x, gate));
        yield emit(OnnxParts.node("Mul", id, id, gated, half));
      }
    };
  }
}
