package io.ocelli.augment;

/** Makes one example of several. */
public non-sealed interface MixingChange extends Change {
  /** Changes the example; closes all others that it draws. */
  void apply(Example example, Others others, Dice dice);
}
