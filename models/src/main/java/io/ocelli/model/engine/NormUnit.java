package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batch normalisation, with the ReLU after it. */
final class NormUnit implements Unit {
  private final Node node;
  private final float epsilon;
  private final int flags;
  private final Value input;
  private final Value output;
  private final Dnn.Description forward;
  private final Weight scale;
  private final Weight shift;
  private final Cell mean;
  private final Cell variance;
  private final @Nullable Cell workspace;

  /**
   * @param fixed whether the running statistics are used and kept, in training too
   * @param relu whether a ReLU follows
   */
  NormUnit(Plan plan, Node node, Op.BatchNorm op, Value input, boolean fixed, boolean relu) {
    this.node = node;
    this.input = input;
    this.epsilon = (float) op.epsilon();
    boolean global = fixed || !plan.training;
    flags =
        dnnl_use_scale
            | dnnl_use_shift
            | (relu ? dnnl_fuse_norm_relu : 0)
            | (global ? dnnl_use_global_stats : 0);
    Dnn dnn = plan.dnn;
    Layout layout = input.data.layout();
    forward =
        dnn.describe(
            "batch normalisation " + node.name(),
            (pd, e) ->
                dnnl_batch_normalization_forward_primitive_desc_create(
                    pd,
                    e,
                    plan.training ? dnnl_forward_training : dnnl_forward_inference,
                    layout.desc(),
                    layout.desc(),
                    epsilon,
                    flags,
                    null));
    int channels = input.shape.channels();
    Layout vector = dnn.plain(channels);
    scale = plan.weight(node, "scale", vector, plan.trains(node));
    shift = plan.weight(node, "shift", vector, plan.trains(node));
    Weight runningMean = plan.weight(node, "mean", vector, false);
    Weight runningVariance = plan.weight(node, "variance", vector, false);
    mean = global ? runningMean.value() : dnn.cell(vector);
    variance = global ? runningVariance.value() : dnn.cell(vector);
    Cell answer = dnn.cell(layout);
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, input.data);
    arguments.put(DNNL_ARG_DST, answer);
    arguments.put(DNNL_ARG_SCALE, scale.value());
    arguments.put(DNNL_ARG_SHIFT, shift.value());
    arguments.put(DNNL_ARG_MEAN, mean);
    arguments.put(DNNL_ARG_VARIANCE, variance);
    if (relu && plan.training) {
      workspace = dnn.cell(forward.layout(DNNL_ARG_WORKSPACE, input.dims()));
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    } else {
      workspace = null;
    }
    plan.forward.add(forward.kernel(node.name(), arguments));
    if (!global) {
      long places = (long) plan.batch * input.shape.size() / channels;
      plan.statistics.add(
          new RunningStatistics(
              mean.floats(),
              variance.floats(),
              runningMean.value().floats(),
              runningVariance.value().floats(),
              op.momentum(),
              places));
    }
    output = new Value(node.name(), input.shape, answer, input.wantsGradient || plan.trains(node));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Layout layout = input.data.layout();
    Dnn.Description description =
        plan.dnn.describe(
            "gradient of " + node.name(),
            (pd, e) ->
                dnnl_batch_normalization_backward_primitive_desc_create(
                    pd,
                    e,
                    dnnl_backward,
                    layout.desc(),
                    layout.desc(),
                    layout.desc(),
                    epsilon,
                    flags,
                    forward.desc(),
                    null));
    Gradient result = plan.overOrNew(gradient);
    Map<Integer, Cell> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, input.data);
    arguments.put(DNNL_ARG_MEAN, mean);
    arguments.put(DNNL_ARG_VARIANCE, variance);
    arguments.put(DNNL_ARG_SCALE, scale.value());
    arguments.put(DNNL_ARG_DIFF_DST, gradient.cell());
    arguments.put(DNNL_ARG_DIFF_SRC, result.cell());
    arguments.put(DNNL_ARG_DIFF_SCALE, orScrap(plan, scale));
    arguments.put(DNNL_ARG_DIFF_SHIFT, orScrap(plan, shift));
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    plan.backward.add(description.kernel(node.name() + " gradient", arguments));
    plan.release(gradient);
    plan.contribute(input, result);
  }

  private static Cell orScrap(Plan plan, Weight weight) {
    Cell gradient = weight.gradient();
    return gradient != null ? gradient : plan.dnn.cell(weight.value().layout());
  }
}
