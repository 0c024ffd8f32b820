package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op.PoolKind;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maximum and average pooling. */
final class PoolUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final Dnn.Description forward;
  private final @Nullable Cell workspace;
  private final int algorithm;
  private final long[] strides;
  private final long[] kernel;
  private final long[] dilations;
  private final long[] before;
  private final long[] behind;

  /**
   * @param countPadding whether an average counts padded places
   */
  PoolUnit(
      Plan plan,
      Node node,
      PoolKind kind,
      Window window,
      boolean countPadding,
      Value input,
      Shape shape) {
    this.node = node;
    this.input = input;
    algorithm =
        switch (kind) {
          case MAX -> dnnl_pooling_max;
          case AVERAGE ->
              countPadding ? dnnl_pooling_avg_include_padding : dnnl_pooling_avg_exclude_padding;
          case MIN -> throw new IllegalArgumentException("a minimum is a negated maximum");
        };
    Padding padding = window.padding();
    strides = new long[] {window.strideHeight(), window.strideWidth()};
    kernel = new long[] {window.height(), window.width()};
    dilations = new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1};
    before = new long[] {padding.top(), padding.left()};
    // A last window that reaches over the edge is one over more padding.
    behind =
        new long[] {
          reach(shape.height(), window.strideHeight(), window.height(), window.dilationHeight())
              - input.shape.height()
              - padding.top(),
          reach(shape.width(), window.strideWidth(), window.width(), window.dilationWidth())
              - input.shape.width()
              - padding.left()
        };
    long[] dims = {plan.batch, shape.channels(), shape.height(), shape.width()};
    Dnn dnn = plan.dnn;
    Layout source = input.data.layout();
    forward =
        dnn.describe(
            "pooling " + node.name(),
            (pd, e) ->
                dnnl_pooling_forward_primitive_desc_create(
                    pd,
                    e,
                    plan.training ? dnnl_forward_training : dnnl_forward_inference,
                    algorithm,
                    source.desc(),
                    dnn.any(dims).desc(),
                    strides,
                    kernel,
                    dilations,
                    before,
                    behind,
                    null));
    Cell answer = dnn.cell(forward.layout(DNNL_ARG_DST, dims));
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, input.data);
    arguments.put(DNNL_ARG_DST, answer);
    if (kind == PoolKind.MAX && plan.training) {
      workspace = dnn.cell(forward.layout(DNNL_ARG_WORKSPACE, dims));
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    } else {
      workspace = null;
    }
    plan.forward.add(forward.kernel(node.name(), arguments));
    output = new Value(node.name(), shape, answer, input.wantsGradient);
  }

  private static long reach(int windows, int stride, int kernel, int dilation) {
    return (windows - 1L) * stride + dilation * (kernel - 1L) + 1;
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Layout wanted = input.data.layout();
    Dnn.Description description =
        plan.dnn.describe(
            "gradient of " + node.name(),
            (pd, e) ->
                dnnl_pooling_backward_primitive_desc_create(
                    pd,
                    e,
                    algorithm,
                    wanted.desc(),
                    gradient.cell().layout().desc(),
                    strides,
                    kernel,
                    dilations,
                    before,
                    behind,
                    forward.desc(),
                    null));
    Gradient result = plan.newGradient(wanted);
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_DIFF_DST, gradient.cell());
    arguments.put(DNNL_ARG_DIFF_SRC, result.cell());
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    plan.backward.add(description.kernel(node.name() + " gradient", arguments));
    plan.release(gradient);
    plan.contribute(input, result);
  }
}
