package io.ocelli.model.convert;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a graph and adds to a net what each node computes. Every node that cannot be read
 * becomes a problem of the graph; nodes that depend on it are only asked whether their operator is
 * known.
 */
final class Lowering {
  private static final Set<String> KNOWN =
      Set.of(
          "Conv",
          "FusedConv",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "ReduceMean",
          "ReduceMax",
          "Pad",
          "Gemm",
          "FusedGemm",
          "MatMul",
          "Add",
          "Sum",
          "Sub",
          "Mul",
          "Div",
          "Neg",
          "Max",
          "Min",
          "BatchNormalization",
          "PRelu",
          "Concat",
          "Softmax",
          "LogSoftmax",
          "Identity",
          "Dropout",
          "Cast",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Shape",
          "Size");

  private final Graph graph;
  private final NetDraft net;
  private final Map<String, Live> live = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private boolean logarithm;

  Lowering(Graph graph, NetDraft net) {
    this.graph = graph;
    this.net = net;
  }

  Graph graph() {
    return graph;
  }

  NetDraft net() {
    return net;
  }

  /** Whether the file's answer is the logarithm of the net's. */
  boolean logarithm() {
    return logarithm;
  }

  /**
   * Reads all nodes.
   *
   * @return the value that is the graph's output; null when there are problems
   */
  @Nullable Live run(String input, Live picture) {
    live.put(input, picture);
    for (NodeProto node : graph.nodes()) {
      int problems = graph.problems().size();
      read(node);
      if (graph.problems().size() > problems) {
        failed.addAll(node.getOutputList());
      }
    }
    if (!graph.problems().isEmpty()) {
      return null;
    }
    return live.get(graph.output());
  }

  private void read(NodeProto node) {
    String operator = Graph.operator(node);
    String type = node.getOpType();
    boolean ours = Graph.isDefault(node.getDomain()) || node.getDomain().equals("com.microsoft");
    if (node.getInputList().stream().anyMatch(failed::contains)) {
      failed.addAll(node.getOutputList());
      if (!ours || !(KNOWN.contains(type) || ActivationReading.knows(type))) {
        graph.problem(node, "no such operator in the networks trained here");
      }
      return;
    }
    List<@Nullable Constant> constants = Folding.inputs(graph, node);
    try {
      if (constants != null) {
        Constant result = Folding.evaluate(node, constants, graph.opset());
        if (result == null) {
          throw new Unreadable("computes of constants alone, which is not done for this operator");
        }
        graph.put(node.getOutput(0), result);
        return;
      }
      if (type.equals("Shape")) {
        graph.put(node.getOutput(0), shape(node, value(node, 0).dims()));
        return;
      }
      if (type.equals("Size")) {
        long size = Constant.count(value(node, 0).dims());
        graph.put(node.getOutput(0), Constant.ofLongs(new long[] {size}));
        return;
      }
      Live result = ours ? lower(node, type) : null;
      if (result == null) {
        throw new Unreadable("no such operator in the networks trained here");
      }
      live.put(node.getOutput(0), result);
      for (int i = 1; i < node.getOutputCount(); i++) {
        refuse(node.getOutput(i), operator);
      }
    } catch (Unreadable e) {
      graph.problem(node, String.valueOf(e.getMessage()));
    } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
      graph.problem(node, "its settings do not fit its inputs (" + e.getMessage() + ")");
    }
  }

  /** Second outputs (indices of a maximum, the mask of a dropout) may be there, but not be read. */
  private void refuse(String output, String operator) {
    if (!output.isEmpty() && graph.readers().containsKey(output)) {
      throw new Unreadable("the second output of " + operator + " is read");
    }
  }

  private static Constant shape(NodeProto node, long[] dims) {
    int start = (int) Graph.integer(node, "start", 0);
    int end = (int) Graph.integer(node, "end", dims.length);
    start = Math.max(0, start < 0 ? start + dims.length : start);
    end = Math.min(dims.length, end < 0 ? end + dims.length : end);
    long[] part = Arrays.copyOfRange(dims, start, Math.max(start, end));
    return Constant.ofLongs(part, part.length);
  }

  private @Nullable Live lower(NodeProto node, String type) {
    if (ActivationReading.knows(type)) {
      return ActivationReading.read(this, node, value(node, 0));
    }
    return switch (type) {
      case "Conv" -> WindowReading.convolution(this, node);
      case "FusedConv" -> FusedReading.convolution(this, node);
      case "MaxPool", "AveragePool" -> WindowReading.pool(this, node);
      case "GlobalAveragePool" -> globalPool(node, Op.PoolKind.AVERAGE);
      case "GlobalMaxPool" -> globalPool(node, Op.PoolKind.MAX);
      case "ReduceMean" -> reduce(node, Op.PoolKind.AVERAGE);
      case "ReduceMax" -> reduce(node, Op.PoolKind.MAX);
      case "Pad" -> WindowReading.pad(this, node);
      case "Gemm" -> DenseReading.gemm(this, node);
      case "FusedGemm" -> FusedReading.gemm(this, node);
      case "MatMul" -> DenseReading.product(this, node);
      case "Add", "Sum", "Sub", "Mul", "Div", "Neg", "Max", "Min" ->
          ArithmeticReading.read(this, node);
      case "BatchNormalization" -> ArithmeticReading.batchNorm(this, node);
      case "PRelu" -> ArithmeticReading.slopes(this, node);
      case "Concat" -> concat(node);
      case "Softmax", "LogSoftmax" -> softmax(node);
      case "Identity" -> value(node, 0);
      case "Dropout" -> dropout(node);
      case "Cast" -> cast(node);
      case "Reshape" -> reshape(node);
      case "Flatten" -> flatten(node);
      case "Squeeze" -> value(node, 0).squeezed(axes(node));
      case "Unsqueeze" -> {
        long[] axes = axes(node);
        if (axes == null) {
          throw new Unreadable("does not say which sides it adds");
        }
        yield value(node, 0).unsqueezed(axes);
      }
      case "Transpose" -> value(node, 0).transposed(Graph.integers(node, "perm"));
      default -> null;
    };
  }

  /** The value of an input that depends on the picture. */
  Live value(NodeProto node, int index) {
    Live value = live.get(Graph.input(node, index));
    if (value == null) {
      throw new Unreadable(
          graph.constant(Graph.input(node, index)) == null
              ? "input " + (index + 1) + " is missing"
              : "input " + (index + 1) + " is a constant");
    }
    return value;
  }

  /** An input that must be a constant; null where it is left out. */
  @Nullable Constant optional(NodeProto node, int index) {
    String name = Graph.input(node, index);
    if (name.isEmpty()) {
      return null;
    }
    Constant constant = graph.constant(name);
    if (constant == null) {
      throw new Unreadable("input " + (index + 1) + " is computed, not a weight of the file");
    }
    return constant;
  }

  Constant constant(NodeProto node, int index) {
    Constant constant = optional(node, index);
    if (constant == null) {
      throw new Unreadable("input " + (index + 1) + " is missing");
    }
    return constant;
  }

  boolean isConstant(NodeProto node, int index) {
    return graph.constant(Graph.input(node, index)) != null;
  }

  private long @Nullable [] axes(NodeProto node) {
    long[] attribute = Graph.integers(node, "axes");
    Constant given = attribute == null ? optional(node, 1) : null;
    return given == null ? attribute : given.longs();
  }

  /** Adds a node with one input, which changes no sides. */
  Live same(NodeProto node, Op op, Live x) {
    String name = net.add(Graph.nameOf(node), op, x.node());
    return x.as(name, net.shapeOf(name));
  }

  /** The value as a vector node, where the file has two sides of it. */
  Live settled(Live x) {
    if (x.isFlat() && !x.shape().isVector()) {
      String vector = net.vector(x.node());
      return Live.of(vector, net.shapeOf(vector), x.batch());
    }
    return x;
  }

  private Live globalPool(NodeProto node, Op.PoolKind kind) {
    Live x = value(node, 0);
    if (x.rank() < 3) {
      throw new Unreadable("pools over no picture");
    }
    return pooled(node, kind, x, List.of(Live.Part.ROW, Live.Part.COLUMN), true);
  }

  private Live reduce(NodeProto node, Op.PoolKind kind) {
    Live x = value(node, 0);
    long[] axes = axes(node);
    if (axes == null) {
      throw new Unreadable("reduces the whole batch");
    }
    Set<Integer> gone = new HashSet<>();
    List<Live.Part> parts = new ArrayList<>();
    for (long axis : axes) {
      gone.add(x.axis(axis));
      parts.addAll(x.sides().get(x.axis(axis)));
    }
    boolean keep = Graph.integer(node, "keepdims", 1) == 1;
    Live pooled = pooled(node, kind, x, parts, false);
    if (keep) {
      return pooled;
    }
    List<List<Live.Part>> sides = new ArrayList<>();
    for (int i = 0; i < pooled.rank(); i++) {
      if (!gone.contains(i)) {
        sides.add(pooled.sides().get(i));
      }
    }
    return new Live(pooled.node(), pooled.shape(), sides, pooled.batch());
  }

  private Live pooled(
      NodeProto node, Op.PoolKind kind, Live x, List<Live.Part> parts, boolean picture) {
    Shape shape = x.shape();
    boolean onePixel = shape.isVector() || (shape.height() == 1 && shape.width() == 1);
    if (onePixel && (picture || parts.isEmpty())) {
      return x;
    }
    List<Live.Part> space =
        List.of(Live.Part.ROW, Live.Part.COLUMN).stream()
            .filter(p -> (p == Live.Part.ROW ? shape.height() : shape.width()) > 1)
            .toList();
    if (!picture && !parts.stream().sorted().toList().equals(space)) {
      throw new Unreadable("reduces other sides than rows and columns");
    }
    if (picture && !x.isPicture()) {
      throw new Unreadable("pools over other sides than rows and columns");
    }
    String name = net.add(Graph.nameOf(node), new Op.GlobalPool(kind), x.node());
    // The sides of rows and columns become 1 by themselves: they have that length now.
    return x.as(name, net.shapeOf(name));
  }

  private Live concat(NodeProto node) {
    List<Live> inputs = new ArrayList<>();
    for (int i = 0; i < node.getInputCount(); i++) {
      inputs.add(settled(value(node, i)));
    }
    Live x = inputs.get(0);
    if (inputs.size() == 1) {
      return x;
    }
    int axis = x.axis(Graph.integer(node, "axis", 1));
    for (Live other : inputs) {
      List<Live.Part> side = other.sides().get(axis);
      boolean channels = side.equals(List.of(Live.Part.CHANNEL)) || side.isEmpty();
      List<List<Live.Part>> rest = new ArrayList<>(other.sides());
      rest.set(axis, x.sides().get(axis));
      if (!channels || axis == 0 || !rest.equals(x.sides())) {
        throw new Unreadable("joins other sides than the channels");
      }
    }
    boolean vectors = inputs.stream().anyMatch(other -> other.shape().isVector());
    List<String> names =
        inputs.stream().map(o -> vectors ? net.vector(o.node()) : o.node()).toList();
    String name = net.add(Graph.nameOf(node), new Op.Concat(), names);
    List<List<Live.Part>> sides = new ArrayList<>(x.sides());
    sides.set(axis, List.of(Live.Part.CHANNEL));
    return new Live(name, net.shapeOf(name), sides, x.batch());
  }

  private Live softmax(NodeProto node) {
    boolean flattens = graph.opset() < 13;
    Live x = settled(value(node, 0));
    int axis = x.axis(Graph.integer(node, "axis", flattens ? 1 : -1));
    List<Live.Part> over = new ArrayList<>();
    x.sides().subList(axis, flattens ? x.rank() : axis + 1).forEach(over::addAll);
    if (!over.equals(List.of(Live.Part.CHANNEL))) {
      throw new Unreadable("is taken over other sides than the channels");
    }
    if (node.getOpType().equals("LogSoftmax")) {
      if (!node.getOutput(0).equals(graph.output())) {
        throw new Unreadable("is not the last node");
      }
      logarithm = true;
    }
    return same(node, new Op.Softmax(), x);
  }

  private Live dropout(NodeProto node) {
    Live x = value(node, 0);
    Constant given = optional(node, 1);
    double rate = given == null ? Graph.real(node, "ratio", 0.5f) : given.at(0);
    return rate > 0 && rate < 1 ? same(node, new Op.Dropout(rate), x) : x;
  }

  private Live cast(NodeProto node) {
    long type = Graph.integer(node, "to", 0);
    if (type != TensorProto.DataType.FLOAT_VALUE
        && type != TensorProto.DataType.FLOAT16_VALUE
        && type != TensorProto.DataType.DOUBLE_VALUE) {
      throw new Unreadable("turns values into whole numbers");
    }
    return value(node, 0);
  }

  private Live reshape(NodeProto node) {
    long[] attribute = Graph.integers(node, "shape");
    return value(node, 0).reshaped(attribute == null ? constant(node, 1).longs() : attribute);
  }

  private Live flatten(NodeProto node) {
    Live x = value(node, 0);
    if (x.axis(Graph.integer(node, "axis", 1)) != 1) {
      throw new Unreadable("flattens the batch with the rest");
    }
    return x.reshaped(new long[] {x.batch(), -1});
  }

  /** Adds an activation after a value. */
  Live activated(String name, Activation function, Live x) {
    String node = net.add(name, new Op.Activate(function), x.node());
    return x.as(node, net.shapeOf(node));
  }
}
