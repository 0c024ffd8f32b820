package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/** A dense layer, over a vector or over the picture before it, with the activation after it. */
final class DenseUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final @Nullable Function after;
  private final Dnn.Description forward;
  private final Cell source;
  private final Weight weight;
  private final @Nullable Weight bias;

  DenseUnit(Plan plan, Node node, Op.Dense op, Value input, @Nullable Function after) {
    this.node = node;
    this.input = input;
    this.after = after;
    Dnn dnn = plan.dnn;
    long[] kernel = input.dims().clone();
    kernel[0] = op.out();
    long[] dims = {plan.batch, op.out()};
    Layout biasLayout = op.bias() ? dnn.plain(op.out()) : null;
    dnnl_primitive_attr attributes = after == null ? null : dnn.afterwards(after);
    forward =
        dnn.describe(
            "dense layer " + node.name(),
            (pd, e) ->
                dnnl_inner_product_forward_primitive_desc_create(
                    pd,
                    e,
                    plan.training ? dnnl_forward_training : dnnl_forward_inference,
                    dnn.any(input.dims()).desc(),
                    dnn.any(kernel).desc(),
                    biasLayout == null ? null : biasLayout.desc(),
                    dnn.plain(dims).desc(),
                    attributes));
    source =
        plan.in(forward.layout(DNNL_ARG_SRC, input.dims()), input.data, plan.forward, node.name());
    weight =
        plan.weight(node, "weight", forward.layout(DNNL_ARG_WEIGHTS, kernel), plan.trains(node));
    bias = biasLayout == null ? null : plan.weight(node, "bias", biasLayout, plan.trains(node));
    Cell answer = dnn.cell(forward.layout(DNNL_ARG_DST, dims));
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_WEIGHTS, weight.value());
    arguments.put(DNNL_ARG_DST, answer);
    if (bias != null) {
      arguments.put(DNNL_ARG_BIAS, bias.value());
    }
    plan.forward.add(forward.kernel(node.name(), arguments));
    output =
        new Value(
            node.name(), Shape.vector(op.out()), answer, input.wantsGradient || plan.trains(node));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient inner =
        after == null ? gradient : ActivationUnit.backward(plan, after, output, null, gradient);
    if (weight.gradient() != null) {
      weights(plan, inner, weight.gradient());
    }
    if (input.wantsGradient) {
      data(plan, inner);
    }
    plan.release(inner);
  }

  private void weights(Plan plan, Gradient gradient, Cell target) {
    Dnn dnn = plan.dnn;
    Cell biasTarget = bias == null ? null : bias.gradient();
    Dnn.Description description =
        dnn.describe(
            "weights of " + node.name(),
            (pd, e) ->
                dnnl_inner_product_backward_weights_primitive_desc_create(
                    pd,
                    e,
                    source.layout().desc(),
                    dnn.any(target.layout().dims()).desc(),
                    biasTarget == null ? null : biasTarget.layout().desc(),
                    gradient.cell().layout().desc(),
                    forward.desc(),
                    null));
    Layout wanted = description.layout(DNNL_ARG_DIFF_WEIGHTS, target.layout().dims());
    boolean direct = wanted.same(target.layout());
    Cell computed = direct ? target : dnn.cell(wanted);
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_DIFF_DST, gradient.cell());
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, computed);
    if (biasTarget != null) {
      arguments.put(DNNL_ARG_DIFF_BIAS, biasTarget);
    }
    plan.backward.add(description.kernel(node.name() + " weights", arguments));
    if (!direct) {
      plan.backward.add(dnn.reorder(node.name() + " weights", computed, target));
    }
  }

  private void data(Plan plan, Gradient gradient) {
    Dnn dnn = plan.dnn;
    Dnn.Description description =
        dnn.describe(
            "gradient of " + node.name(),
            (pd, e) ->
                dnnl_inner_product_backward_data_primitive_desc_create(
                    pd,
                    e,
                    dnn.any(input.dims()).desc(),
                    dnn.any(weight.value().layout().dims()).desc(),
                    gradient.cell().layout().desc(),
                    forward.desc(),
                    null));
    Cell turned =
        plan.in(
            description.layout(DNNL_ARG_WEIGHTS, weight.value().layout().dims()),
            weight.value(),
            plan.backward,
            node.name() + " weights turned");
    Gradient result = plan.newGradient(description.layout(DNNL_ARG_DIFF_SRC, input.dims()));
    plan.backward.add(
        description.kernel(
            node.name() + " data",
            Map.of(
                DNNL_ARG_DIFF_DST,
                gradient.cell(),
                DNNL_ARG_WEIGHTS,
                turned,
                DNNL_ARG_DIFF_SRC,
                result.cell())));
    plan.contribute(input, result);
  }
}
