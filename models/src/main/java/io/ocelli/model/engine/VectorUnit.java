package io.ocelli.model.engine;

import io.ocelli.model.engine.Value.Gradient;
import io.ocelli.model.net.Shape;
import java.util.Objects;

/** A picture's numbers in rows, as a vector, for layers that cannot take them as they lie. */
final class VectorUnit implements Unit {
  private final Value input;
  private final Value output;
  private final Layout rows;

  VectorUnit(Plan plan, String name, Value input) {
    this.input = input;
    rows = plan.dnn.plain(input.dims());
    Cell laid = plan.dnn.cell(rows);
    plan.forward.add(plan.dnn.reorder(name, input.data, laid));
    int size = input.shape.size();
    output =
        new Value(
            name,
            Shape.vector(size),
            plan.dnn.cell(plan.dnn.plain(plan.batch, size), laid.data()),
            input.wantsGradient);
  }

  @Override
  public Value output() {
    return output;
  }

  @Override
  public void backward(Plan plan, Gradient gradient) {
    Layout vector = plan.dnn.plain(plan.batch, input.shape.size());
    Gradient plain = plan.in(vector, gradient, output.name + " gradient");
    Cell picture = plan.dnn.cell(Objects.requireNonNull(rows), plain.block().data);
    plan.contribute(input, new Gradient(picture, plain.block()));
  }
}
