package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An activation on its own. */
final class ActivationUnit implements Unit {
  private final Function function;
  private final Value input;
  private final Value output;

  ActivationUnit(Plan plan, Node node, Function function, Value input) {
    this.function = function;
    this.input = input;
    Layout layout = input.data.layout();
    Cell answer = plan.dnn.cell(layout);
    plan.forward.add(
        plan.dnn
            .describe(
                "activation " + node.name(),
                (pd, e) ->
                    dnnl_eltwise_forward_primitive_desc_create(
                        pd,
                        e,
                        plan.training ? dnnl_forward_training : dnnl_forward_inference,
                        function.algorithm(),
                        layout.desc(),
                        layout.desc(),
                        function.alpha(),
                        function.beta(),
                        null))
            .kernel(node.name(), Map.of(DNNL_ARG_SRC, input.data, DNNL_ARG_DST, answer)));
    output = new Value(node.name(), input.shape, answer, input.wantsGradient);
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    plan.contribute(input, backward(plan, function, output, input.data, gradient));
  }

  /**
   * The gradient before a function; that after it is released.
   *
   * @param input what went in; needed by functions whose gradient is not computed from the answer
   */
  static Gradient backward(
      Plan plan, Function function, Value output, @Nullable Cell input, Gradient gradient) {
    Cell data = function.fromAnswer() || input == null ? output.data : input;
    Layout layout = data.layout();
    Gradient result = plan.overOrNew(gradient);
    Dnn.Description forward =
        plan.dnn.describe(
            "activation",
            (pd, e) ->
                dnnl_eltwise_forward_primitive_desc_create(
                    pd,
                    e,
                    dnnl_forward_training,
                    function.backward(),
                    layout.desc(),
                    layout.desc(),
                    function.alpha(),
                    function.beta(),
                    null));
    plan.backward.add(
        plan.dnn
            .describe(
                "gradient of an activation",
                (pd, e) ->
                    dnnl_eltwise_backward_primitive_desc_create(
                        pd,
                        e,
                        function.backward(),
                        layout.desc(),
                        layout.desc(),
                        layout.desc(),
                        function.alpha(),
                        function.beta(),
                        forward.desc(),
                        null))
            .kernel(
                output.name + " activation gradient",
                Map.of(
                    function.fromAnswer() ? DNNL_ARG_DST : DNNL_ARG_SRC,
                    data,
                    DNNL_ARG_DIFF_DST,
                    gradient.cell(),
                    DNNL_ARG_DIFF_SRC,
                    result.cell())));
    plan.release(gradient);
    return result;
  }
}
