package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;

import io.ocelli.error.OcelliException;
import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays the layers of a net out as steps. */
final class Compiler {
  private static final Function NEGATE =
      new Function(dnnl_eltwise_linear, dnnl_eltwise_linear, false, -1, 0);

  private final Plan plan;
  private final Net net;
  private final Set<String> fixedNorms;
  private final Map<String, Shape> shapes;
  private final Map<String, List<Node>> readers = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Set<String> fused = new HashSet<>();
  private final List<Unit> units = new ArrayList<>();
  final Value input;
  final Value logits;

  /**
   * @param fixedNorms names of the batch normalisations that use and keep their running statistics
   */
  Compiler(Plan plan, Net net, Set<String> fixedNorms) {
    this.plan = plan;
    this.net = net;
    this.fixedNorms = fixedNorms;
    this.shapes = net.shapes();
    Node last = net.node(net.output());
    if (!(last.op() instanceof Op.Softmax)) {
      throw new OcelliException(
          "a network whose last layer is no softmax",
          last.op().toString(),
          "layer '" + last.name() + "' of " + net.name(),
          "end it with as many outputs as classes and a softmax; two classes are two outputs");
    }
    for (Node node : net.nodes()) {
      for (String from : node.inputs()) {
        readers.computeIfAbsent(from, name -> new ArrayList<>()).add(node);
      }
    }
    input = input();
    values.put(net.input(), input);
    for (Node node : net.nodes()) {
      if (!node.equals(last) && readers.containsKey(node.name())) {
        values.put(
            node.name(), fused.contains(node.name()) ? value(node.inputs().get(0)) : lay(node));
      }
    }
    logits = value(last.inputs().get(0));
  }

  private Value input() {
    Shape shape = net.shape();
    Layout layout =
        shape.isVector()
            ? plan.dnn.plain(plan.batch, shape.channels())
            : plan.dnn.plain(plan.batch, shape.channels(), shape.height(), shape.width());
    return new Value(net.input(), shape, plan.dnn.cell(layout), false);
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("layer '" + name + "' was not laid out");
    }
    return value;
  }

  private Value lay(Node node) {
    Op op = node.op();
    Value x = value(node.inputs().get(0));
    Shape shape = shapes.get(node.name());
    if (op instanceof Op.Convolution convolution) {
      return add(new ConvolutionUnit(plan, node, convolution, x, shape, activationAfter(node)));
    }
    if (op instanceof Op.Dense dense) {
      return add(new DenseUnit(plan, node, dense, x, activationAfter(node)));
    }
    if (op instanceof Op.BatchNorm norm) {
      return add(
          new NormUnit(
              plan,
              node,
              norm,
              vectorWhere(node, x),
              fixedNorms.contains(node.name()),
              reluAfter(node)));
    }
    if (op instanceof Op.Activate activate) {
      return add(new ActivationUnit(plan, node, Function.of(activate.function()), x));
    }
    if (op instanceof Op.PRelu) {
      return add(new PReluUnit(plan, node, vectorWhere(node, x)));
    }
    if (op instanceof Op.Pool pool) {
      return pool(node, pool.kind(), pool.window(), pool.countPadding(), x, shape);
    }
    if (op instanceof Op.GlobalPool pool) {
      Window all = new Window(x.shape.height(), x.shape.width(), 1, 1, 1, 1, Padding.NONE);
      return pool(node, pool.kind(), all, false, x, shape);
    }
    if (op instanceof Op.Dropout dropout) {
      return plan.training && dropout.rate() > 0
          ? add(new DropoutUnit(plan, node, dropout.rate(), x))
          : x;
    }
    if (op instanceof Op.Add) {
      return add(new AddUnit(plan, node, inputs(node), activationAfter(node)));
    }
    if (op instanceof Op.Multiply) {
      List<Value> inputs = inputs(node);
      return add(new ProductUnit(plan, node, inputs.get(0), inputs.get(1)));
    }
    if (op instanceof Op.Concat) {
      return add(new ConcatUnit(plan, node, inputs(node), shape));
    }
    if (op instanceof Op.Flatten) {
      return x;
    }
    if (op instanceof Op.Pad pad) {
      if (pad.value() != 0) {
        throw unknown(node);
      }
      return add(new PadUnit(plan, node, pad.padding(), x, shape));
    }
    if (op instanceof Op.Affine) {
      return add(new LinearUnit(plan, node, vectorWhere(node, x)));
    }
    throw unknown(node);
  }

  private static OcelliException unknown(Node node) {
    return new OcelliException(
        "a layer that cannot be trained",
        node.op().toString(),
        "layer '" + node.name() + "'",
        "replace it; 'ocelli models summary' shows where it stands");
  }

  private Value add(Unit unit) {
    units.add(unit);
    return unit.output();
  }

  private Value pool(
      Node node, Op.PoolKind kind, Window window, boolean countPadding, Value x, Shape shape) {
    if (kind != Op.PoolKind.MIN) {
      return add(new PoolUnit(plan, node, kind, window, countPadding, x, shape));
    }
    Value negated = add(new ActivationUnit(plan, node, NEGATE, x));
    Value most =
        add(new PoolUnit(plan, node, Op.PoolKind.MAX, window, countPadding, negated, shape));
    return add(new ActivationUnit(plan, node, NEGATE, most));
  }

  /** Inputs that have to be of one shape: vectors as vectors. */
  private List<Value> inputs(Node node) {
    return node.inputs().stream().map(name -> vectorWhere(name, value(name))).toList();
  }

  private Value vectorWhere(Node node, Value x) {
    return vectorWhere(node.inputs().get(0), x);
  }

  /** A flattened picture lies as it did; here it has to be a vector indeed. */
  private Value vectorWhere(String name, Value x) {
    Shape shape = shapes.get(name);
    return shape != null && shape.isVector() && !x.shape.isVector()
        ? add(new VectorUnit(plan, name + " as a vector", x))
        : x;
  }

  /** The activation that alone reads a layer, if its gradient comes from its answer. */
  private @Nullable Function activationAfter(Node node) {
    Node reader = soleReader(node);
    if (reader != null && reader.op() instanceof Op.Activate activate) {
      Function function = Function.of(activate.function());
      if (function.fromAnswer() || !plan.training) {
        fused.add(reader.name());
        return function;
      }
    }
    return null;
  }

  private boolean reluAfter(Node node) {
    Node reader = soleReader(node);
    if (reader != null
        && reader.op() instanceof Op.Activate activate
        && activate.function().kind() == Activation.Kind.RELU) {
      fused.add(reader.name());
      return true;
    }
    return false;
  }

  private @Nullable Node soleReader(Node node) {
    List<Node> all = readers.getOrDefault(node.name(), List.of());
    return all.size() == 1 && all.get(0).inputs().size() == 1 ? all.get(0) : null;
  }

  /** What the layers answer, in order. */
  List<Value> answers() {
    return units.stream().map(Unit::output).toList();
  }

  /** Lays out the backward pass; the gradient of the loss goes into the cell that is returned. */
  Cell backward() {
    Gradient loss = plan.newGradient(plan.dnn.plain(logits.dims()));
    Cell entry = loss.cell();
    plan.contribute(logits, loss);
    for (int i = units.size() - 1; i >= 0; i--) {
      Unit unit = units.get(i);
      Gradient gradient = plan.gradientOf(unit.output());
      if (gradient != null) {
        unit.backward(plan, gradient);
      }
    }
    return entry;
  }
}
