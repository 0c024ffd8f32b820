package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.Map;

/** Dropout, in training. */
final class DropoutUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final Cell mask;

  DropoutUnit(Plan plan, Node node, double rate, Value input) {
    this.node = node;
    this.input = input;
    Layout layout = input.data.layout();
    mask = plan.dnn.cell(layout);
    plan.masks.add(new DropoutMask(mask.floats(), rate));
    Cell answer = plan.dnn.cell(layout);
    plan.forward.add(multiply(plan, input.data, answer));
    output = new Value(node.name(), input.shape, answer, input.wantsGradient);
  }

  private Kernel multiply(Plan plan, Cell from, Cell to) {
    Layout layout = mask.layout();
    return plan.dnn
        .describe(
            "dropout " + node.name(),
            (pd, e) ->
                dnnl_binary_primitive_desc_create(
                    pd, e, dnnl_binary_mul, layout.desc(), layout.desc(), layout.desc(), null))
        .kernel(node.name(), Map.of(DNNL_ARG_SRC_0, from, DNNL_ARG_SRC_1, mask, DNNL_ARG_DST, to));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient result = plan.overOrNew(gradient);
    plan.backward.add(multiply(plan, gradient.cell(), result.cell()));
    plan.release(gradient);
    plan.contribute(input, result);
  }
}
