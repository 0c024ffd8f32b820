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

  /** How many numbers. */
  int size() {
    int size = 1;
    for (long side : rows.layout().dims()) {
      size = Math.toIntExact(size * side);
    }
    return size;
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
