package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/** A convolution, with its bias and the activation after it. */
final class ConvolutionUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final @Nullable Function after;
  private final Dnn.Description forward;

  /** The input as the convolution reads it. */
  private final Cell source;

  private final Weight weight;
  private final @Nullable Weight bias;
  private final long[] strides;
  private final long[] dilations;
  private final long[] before;
  private final long[] behind;

  ConvolutionUnit(
      Plan plan, Node node, Op.Convolution op, Value input, Shape shape, @Nullable Function after) {
    this.node = node;
    this.input = input;
    this.after = after;
    Window window = op.window();
    Padding padding = window.padding();
    strides = new long[] {window.strideHeight(), window.strideWidth()};
    dilations = new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1};
    before = new long[] {padding.top(), padding.left()};
    behind = new long[] {padding.bottom(), padding.right()};
    long[] kernel = kernelDims(op, input.shape.channels());
    long[] dims = {plan.batch, shape.channels(), shape.height(), shape.width()};
    Dnn dnn = plan.dnn;
    Layout biasLayout = op.bias() ? dnn.plain(op.out()) : null;
    dnnl_primitive_attr attributes = after == null ? null : dnn.afterwards(after);
    forward =
        dnn.describe(
            "convolution " + node.name(),
            (pd, e) ->
                dnnl_convolution_forward_primitive_desc_create(
                    pd,
                    e,
                    plan.training ? dnnl_forward_training : dnnl_forward_inference,
                    dnnl_convolution_direct,
                    dnn.any(input.dims()).desc(),
                    dnn.any(kernel).desc(),
                    biasLayout == null ? null : biasLayout.desc(),
                    dnn.any(dims).desc(),
                    strides,
                    dilations,
                    before,
                    behind,
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
    output = new Value(node.name(), shape, answer, input.wantsGradient || plan.trains(node));
  }

  private static long[] kernelDims(Op.Convolution op, int channels) {
    Window window = op.window();
    int groups = op.groups();
    return groups == 1
        ? new long[] {op.out(), channels, window.height(), window.width()}
        : new long[] {
          groups, op.out() / groups, channels / groups, window.height(), window.width()
        };
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
                dnnl_convolution_backward_weights_primitive_desc_create(
                    pd,
                    e,
                    dnnl_convolution_direct,
                    dnn.any(input.dims()).desc(),
                    dnn.any(target.layout().dims()).desc(),
                    biasTarget == null ? null : biasTarget.layout().desc(),
                    dnn.any(output.dims()).desc(),
                    strides,
                    dilations,
                    before,
                    behind,
                    forward.desc(),
                    null));
    Layout wanted = description.layout(DNNL_ARG_DIFF_WEIGHTS, target.layout().dims());
    boolean direct = wanted.same(target.layout());
    Cell computed = direct ? target : dnn.cell(wanted);
    Gradient read = shared(plan, description.layout(DNNL_ARG_DIFF_DST, output.dims()), gradient);
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(
        DNNL_ARG_SRC,
        plan.in(
            description.layout(DNNL_ARG_SRC, input.dims()),
            source,
            plan.backward,
            node.name() + " input"));
    arguments.put(DNNL_ARG_DIFF_DST, read.cell());
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, computed);
    if (biasTarget != null) {
      arguments.put(DNNL_ARG_DIFF_BIAS, biasTarget);
    }
    plan.backward.add(description.kernel(node.name() + " weights", arguments));
    plan.release(read);
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
                dnnl_convolution_backward_data_primitive_desc_create(
                    pd,
                    e,
                    dnnl_convolution_direct,
                    dnn.any(input.dims()).desc(),
                    dnn.any(weight.value().layout().dims()).desc(),
                    dnn.any(output.dims()).desc(),
                    strides,
                    dilations,
                    before,
                    behind,
                    forward.desc(),
                    null));
    Cell turned =
        plan.in(
            description.layout(DNNL_ARG_WEIGHTS, weight.value().layout().dims()),
            weight.value(),
            plan.backward,
            node.name() + " weights turned");
    Gradient read = shared(plan, description.layout(DNNL_ARG_DIFF_DST, output.dims()), gradient);
    Gradient result = plan.newGradient(description.layout(DNNL_ARG_DIFF_SRC, input.dims()));
    plan.backward.add(
        description.kernel(
            node.name() + " data",
            Map.of(
                DNNL_ARG_DIFF_DST,
                read.cell(),
                DNNL_ARG_WEIGHTS,
                turned,
                DNNL_ARG_DIFF_SRC,
                result.cell())));
    plan.release(read);
    plan.contribute(input, result);
  }

  /** The gradient in a layout, with a user more. */
  private Gradient shared(Plan plan, Layout layout, Gradient gradient) {
    plan.share(gradient);
    return plan.in(layout, gradient, node.name() + " gradient");
  }
}
