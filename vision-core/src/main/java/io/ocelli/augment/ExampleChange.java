package io.ocelli.augment;

/** Changes a picture and what is marked in it in a way of its own, such as hiding a part. */
public non-sealed interface ExampleChange extends Change {
  /** Changes the example. */
  void apply(Example example, Dice dice);
}
