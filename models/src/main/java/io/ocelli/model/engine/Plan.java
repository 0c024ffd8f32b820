package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a program while it is laid out. */
final class Plan {
  final Dnn dnn;
  final int batch;
  final boolean training;
  final List<Step> forward = new ArrayList<>();
  final List<Step> backward = new ArrayList<>();
  final Map<String, Weight> weights = new LinkedHashMap<>();
  final List<RunningStatistics> statistics = new ArrayList<>();
  final List<DropoutMask> masks = new ArrayList<>();
  private final GradientMemory gradients;
  private final Set<String> frozen;
  private final Parameters initial;

  Plan(Dnn dnn, int batch, boolean training, Set<String> frozen, Parameters initial) {
    this.dnn = dnn;
    this.batch = batch;
    this.training = training;
    this.frozen = Set.copyOf(frozen);
    this.initial = initial;
    this.gradients = new GradientMemory(dnn);
  }

  /** Whether the parameters of a layer are trained. */
  boolean trains(Node node) {
    return training && !frozen.contains(node.name());
  }

  boolean has(Node node, String parameter) {
    return initial.has(node.name(), parameter);
  }

  int[] shapeOf(Node node, String parameter) {
    return initial.get(node.name(), parameter).shape();
  }

  /** A parameter in a layout, filled with what it is at first. */
  Weight weight(Node node, String parameter, Layout layout, boolean trained) {
    Parameters.Tensor tensor = initial.get(node.name(), parameter);
    Weight weight =
        new Weight(
            node.name(),
            parameter,
            tensor.shape(),
            dnn.cell(layout),
            dnn.plain(layout.dims()),
            trained ? dnn.cell(layout) : null);
    weights.put(node.name() + "/" + parameter, weight);
    return weight;
  }

  /** The same numbers in another layout, copied in every run. */
  Cell in(Layout layout, Cell cell, List<Step> steps, String name) {
    if (layout.same(cell.layout())) {
      return cell;
    }
    Cell copy = dnn.cell(layout);
    steps.add(dnn.reorder(name, cell, copy));
    return copy;
  }

  /** A gradient in another layout; the first one is released if a copy is made. */
  Gradient in(Layout layout, Gradient gradient, String name) {
    if (layout.same(gradient.cell().layout())) {
      return gradient;
    }
    Gradient copy = newGradient(layout);
    backward.add(dnn.reorder(name, gradient.cell(), copy.cell()));
    release(gradient);
    return copy;
  }

  Gradient newGradient(Layout layout) {
    GradientMemory.Block block = gradients.take(layout.bytes());
    return new Gradient(dnn.cell(layout, block.data), block);
  }

  /** Where the gradient of an operation's input may go when it takes as much as its output's. */
  Gradient overOrNew(Gradient gradient) {
    if (gradient.block().isSole()) {
      gradients.share(gradient.block());
      return gradient;
    }
    return newGradient(gradient.cell().layout());
  }

  void share(Gradient gradient) {
    gradients.share(gradient.block());
  }

  void release(Gradient gradient) {
    gradients.release(gradient.block());
  }

  /** A layer says what the gradient of its input is; the block is handed over. */
  void contribute(Value input, Gradient gradient) {
    if (!input.wantsGradient) {
      release(gradient);
      return;
    }
    input.gradients.add(in(input.data.layout(), gradient, input.name + " gradient"));
  }

  /** The whole gradient of a value: the sum of what was contributed. The caller releases it. */
  @Nullable Gradient gradientOf(Value value) {
    if (value.gradients.isEmpty()) {
      return null;
    }
    Gradient sum = value.gradients.get(0);
    for (Gradient next : value.gradients.subList(1, value.gradients.size())) {
      sum = added(sum, next, value.name);
    }
    value.gradients.clear();
    return sum;
  }

  private Gradient added(Gradient a, Gradient b, String name) {
    boolean keepsFirst = a.block().isSole() || !b.block().isSole();
    Gradient first = keepsFirst ? a : b;
    Gradient second = keepsFirst ? b : a;
    Gradient sum = overOrNew(first);
    Layout layout = sum.cell().layout();
    backward.add(
        dnn.describe(
                "sum of gradients",
                (pd, e) ->
                    dnnl_binary_primitive_desc_create(
                        pd,
                        e,
                        dnnl_binary_add,
                        first.cell().layout().desc(),
                        second.cell().layout().desc(),
                        layout.desc(),
                        null))
            .kernel(
                name + " gradient sum",
                Map.of(
                    DNNL_ARG_SRC_0,
                    first.cell(),
                    DNNL_ARG_SRC_1,
                    second.cell(),
                    DNNL_ARG_DST,
                    sum.cell())));
    release(first);
    release(second);
    return sum;
  }
}
