package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels of several values one after the other. */
final class ConcatUnit implements Unit {
  private final Node node;
  private final List<Value> inputs;
  private final Value output;

  ConcatUnit(Plan plan, Node node, List<Value> inputs, Shape shape) {
    this.node = node;
    this.inputs = inputs;
    Dnn dnn = plan.dnn;
    long[] dims = inputs.get(0).dims().clone();
    dims[1] = shape.channels();
    Dnn.Description description =
        dnn.concatenation(
            dnn.any(dims), inputs.stream().map(input -> input.data.layout()).toList());
    Cell answer = dnn.cell(description.layout(DNNL_ARG_DST, dims));
    Map<Integer, Cell> arguments = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.put(DNNL_ARG_MULTIPLE_SRC + i, inputs.get(i).data);
    }
    arguments.put(DNNL_ARG_DST, answer);
    plan.forward.add(description.kernel(node.name(), arguments));
    output =
        new Value(
            node.name(), shape, answer, inputs.stream().anyMatch(input -> input.wantsGradient));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient plain = null;
    long[] offsets = new long[output.dims().length];
    for (Value input : inputs) {
      if (input.wantsGradient) {
        Layout part = plan.dnn.part(gradient.cell().layout(), input.dims(), offsets);
        Gradient whole = gradient;
        if (part == null) {
          // Blocks of channels that cannot be cut here: cut them where they lie one by one.
          if (plain == null) {
            plan.share(gradient);
            plain =
                plan.in(plan.dnn.plain(output.dims()), gradient, node.name() + " gradient in rows");
          }
          whole = plain;
          part = plan.dnn.part(plain.cell().layout(), input.dims(), offsets);
        }
        if (part == null) {
          throw new IllegalStateException("a part of " + node.name() + " that cannot be cut");
        }
        Gradient result = plan.newGradient(input.data.layout());
        plan.backward.add(
            plan.dnn.reorder(
                node.name() + " part", plan.dnn.cell(part, whole.block().data), result.cell()));
        plan.contribute(input, result);
      }
      offsets[1] += input.shape.channels();
    }
    if (plain != null) {
      plan.release(plain);
    }
    plan.release(gradient);
  }
}
