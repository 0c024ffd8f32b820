package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.Map;

/** Each channel times a number of its own plus another, neither of them trained. */
final class LinearUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final Cell scale;

  LinearUnit(Plan plan, Node node, Value input) {
    this.node = node;
    this.input = input;
    long[] dims = new long[input.dims().length];
    java.util.Arrays.fill(dims, 1);
    dims[1] = input.shape.channels();
    Layout layout = plan.dnn.plain(dims);
    scale = plan.weight(node, "scale", layout, false).value();
    Cell shift = plan.weight(node, "shift", layout, false).value();
    Cell answer = plan.dnn.cell(input.data.layout());
    plan.forward.add(binary(plan, dnnl_binary_mul, input.data, scale, answer));
    plan.forward.add(binary(plan, dnnl_binary_add, answer, shift, answer));
    output = new Value(node.name(), input.shape, answer, input.wantsGradient);
  }

  private Kernel binary(Plan plan, int algorithm, Cell a, Cell b, Cell answer) {
    return plan.dnn
        .describe(
            "linear function " + node.name(),
            (pd, e) ->
                dnnl_binary_primitive_desc_create(
                    pd,
                    e,
                    algorithm,
                    a.layout().desc(),
                    b.layout().desc(),
                    answer.layout().desc(),
                    null))
        .kernel(node.name(), Map.of(DNNL_ARG_SRC_0, a, DNNL_ARG_SRC_1, b, DNNL_ARG_DST, answer));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient result = plan.overOrNew(gradient);
    plan.backward.add(binary(plan, dnnl_binary_mul, gradient.cell(), scale, result.cell()));
    plan.release(gradient);
    plan.contribute(input, result);
  }
}
