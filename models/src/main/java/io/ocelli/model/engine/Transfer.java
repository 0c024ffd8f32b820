package io.ocelli.model.engine;

/** The way of numbers between an array, rows first, and memory laid out as a weight is. */
final class Transfer {
  private final Weight weight;
  private final Cell rows;
  private final Kernel in;
  private final Kernel out;

  Transfer(Dnn dnn, Weight weight, Cell inside) {
    this.weight = weight;
    rows = dnn.cell(weight.plain());
    in = dnn.reorder(weight.node(), rows, inside);
    out = dnn.reorder(weight.node(), inside, rows);
  }

  Weight weight() {
    return weight;
  }

  void put(float[] values) {
    rows.floats().put(0, values);
    in.run();
  }

  void get(float[] into) {
    out.run();
    rows.floats().get(0, into);
  }
}
