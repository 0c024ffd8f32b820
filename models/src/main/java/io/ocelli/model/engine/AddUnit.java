package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/** A sum of values, with the activation after it. */
final class AddUnit implements Unit {
  private final List<Value> inputs;
  private final Value output;
  private final @Nullable Function after;

  AddUnit(Plan plan, Node node, List<Value> inputs, @Nullable Function after) {
    this.inputs = inputs;
    this.after = after;
    Dnn dnn = plan.dnn;
    Layout layout = inputs.get(0).data.layout();
    Cell sum = inputs.get(0).data;
    Cell answer = dnn.cell(layout);
    for (int i = 1; i < inputs.size(); i++) {
      Cell next = plan.in(layout, inputs.get(i).data, plan.forward, node.name());
      dnnl_primitive_attr attributes =
          after != null && i == inputs.size() - 1 ? dnn.afterwards(after) : null;
      plan.forward.add(
          dnn.describe(
                  "sum " + node.name(),
                  (pd, e) ->
                      dnnl_binary_primitive_desc_create(
                          pd,
                          e,
                          dnnl_binary_add,
                          layout.desc(),
                          layout.desc(),
                          layout.desc(),
                          attributes))
              .kernel(
                  node.name(),
                  Map.of(DNNL_ARG_SRC_0, sum, DNNL_ARG_SRC_1, next, DNNL_ARG_DST, answer)));
      sum = answer;
    }
    output =
        new Value(
            node.name(),
            inputs.get(0).shape,
            answer,
            inputs.stream().anyMatch(input -> input.wantsGradient));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient inner =
        after == null ? gradient : ActivationUnit.backward(plan, after, output, null, gradient);
    for (Value input : inputs) {
      plan.share(inner);
      plan.contribute(input, inner);
    }
    plan.release(inner);
  }
}
