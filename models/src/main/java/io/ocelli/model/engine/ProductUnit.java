package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.Map;

/** A product of two values of one shape, or of a picture and one factor a channel. */
final class ProductUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value factor;
  private final Value output;

  ProductUnit(Plan plan, Node node, Value input, Value factor) {
    this.node = node;
    this.input = input;
    this.factor = factor;
    Cell answer = plan.dnn.cell(input.data.layout());
    plan.forward.add(multiply(plan, input.data, factor.data, answer, node.name()));
    output =
        new Value(node.name(), input.shape, answer, input.wantsGradient || factor.wantsGradient);
  }

  private static Kernel multiply(Plan plan, Cell a, Cell b, Cell answer, String name) {
    return plan.dnn
        .describe(
            "product " + name,
            (pd, e) ->
                dnnl_binary_primitive_desc_create(
                    pd,
                    e,
                    dnnl_binary_mul,
                    a.layout().desc(),
                    b.layout().desc(),
                    answer.layout().desc(),
                    null))
        .kernel(name, Map.of(DNNL_ARG_SRC_0, a, DNNL_ARG_SRC_1, b, DNNL_ARG_DST, answer));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    if (factor.wantsGradient) {
      Gradient each = plan.newGradient(input.data.layout());
      plan.backward.add(
          multiply(plan, gradient.cell(), input.data, each.cell(), node.name() + " factor"));
      if (factor.shape.equals(input.shape)) {
        plan.contribute(factor, each);
      } else {
        Gradient sum = plan.newGradient(factor.data.layout());
        plan.backward.add(
            plan.dnn
                .describe(
                    "sum over places",
                    (pd, e) ->
                        dnnl_reduction_primitive_desc_create(
                            pd,
                            e,
                            dnnl_reduction_sum,
                            each.cell().layout().desc(),
                            sum.cell().layout().desc(),
                            0,
                            0,
                            null))
                .kernel(
                    node.name() + " factor sum",
                    Map.of(DNNL_ARG_SRC, each.cell(), DNNL_ARG_DST, sum.cell())));
        plan.release(each);
        plan.contribute(factor, sum);
      }
    }
    if (input.wantsGradient) {
      Gradient result = plan.newGradient(input.data.layout());
      plan.backward.add(
          multiply(plan, gradient.cell(), factor.data, result.cell(), node.name() + " data"));
      plan.contribute(input, result);
    }
    plan.release(gradient);
  }
}
