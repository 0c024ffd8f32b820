package io.ocelli.model.engine;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import java.util.Objects;

/** A border of zeros, which stays as it was allocated. */
final class PadUnit implements Unit {
  private final Node node;
  private final Value input;
  private final Value output;
  private final long[] offsets;

  PadUnit(Plan plan, Node node, Padding padding, Value input, Shape shape) {
    this.node = node;
    this.input = input;
    offsets = new long[] {0, 0, padding.top(), padding.left()};
    Cell answer =
        plan.dnn.cell(plan.dnn.plain(plan.batch, shape.channels(), shape.height(), shape.width()));
    plan.forward.add(
        plan.dnn.reorder(
            node.name(), input.data, plan.dnn.cell(inner(plan, answer.layout()), answer.data())));
    output = new Value(node.name(), shape, answer, input.wantsGradient);
  }

  private Layout inner(Plan plan, Layout layout) {
    return Objects.requireNonNull(plan.dnn.part(layout, input.dims(), offsets));
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Gradient result = plan.newGradient(input.data.layout());
    plan.backward.add(
        plan.dnn.reorder(
            node.name() + " gradient",
            plan.dnn.cell(inner(plan, gradient.cell().layout()), gradient.block().data),
            result.cell()));
    plan.release(gradient);
    plan.contribute(input, result);
  }
}
