package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.Arrays;
import java.util.Map;

/** A ReLU whose slope below zero is trained. */
final class PReluUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final Weight slope;
  private final Dnn.Description forward;

  PReluUnit(Plan plan, Node node, Value input) {
    this.node = node;
    this.input = input;
    long[] dims = new long[input.dims().length];
    Arrays.fill(dims, 1);
    dims[1] = plan.shapeOf(node, "slope")[0];
    Layout slopes = plan.dnn.plain(dims);
    Layout layout = input.data.layout();
    slope = plan.weight(node, "slope", slopes, plan.trains(node));
    forward =
        plan.dnn.describe(
            "PReLU " + node.name(),
            (pd, e) ->
                dnnl_prelu_forward_primitive_desc_create(
                    pd,
                    e,
                    plan.training ? dnnl_forward_training : dnnl_forward_inference,
                    layout.desc(),
                    slopes.desc(),
                    layout.desc(),
                    null));
    Cell answer = plan.dnn.cell(layout);
    plan.forward.add(
        forward.kernel(
            node.name(),
            Map.of(
                DNNL_ARG_SRC, input.data, DNNL_ARG_WEIGHTS, slope.value(), DNNL_ARG_DST, answer)));
    output = new Value(node.name(), input.shape, answer, input.wantsGradient || plan.trains(node));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Layout layout = input.data.layout();
    Cell trained = slope.gradient();
    Cell target = trained != null ? trained : plan.dnn.cell(slope.value().layout());
    Gradient result = plan.newGradient(layout);
    plan.backward.add(
        plan.dnn
            .describe(
                "gradient of PReLU " + node.name(),
                (pd, e) ->
                    dnnl_prelu_backward_primitive_desc_create(
                        pd,
                        e,
                        layout.desc(),
                        slope.value().layout().desc(),
                        layout.desc(),
                        target.layout().desc(),
                        layout.desc(),
                        forward.desc(),
                        null))
            .kernel(
                node.name() + " gradient",
                Map.of(
                    DNNL_ARG_SRC,
                    input.data,
                    DNNL_ARG_WEIGHTS,
                    slope.value(),
                    DNNL_ARG_DIFF_DST,
                    gradient.cell(),
                    DNNL_ARG_DIFF_SRC,
                    result.cell(),
                    DNNL_ARG_DIFF_WEIGHTS,
                    target)));
    plan.release(gradient);
    plan.contribute(input, result);
  }
}
