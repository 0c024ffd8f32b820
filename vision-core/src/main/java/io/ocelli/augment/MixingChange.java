package io.ocelli.augment;

/** Makes one example of several. */
public non-sealed interface MixingChange extends Change {
  /** Changes the example; closes all others that it draws. */
  void apply(Example example, Others others, Dice dice);

  /** Whether a picture may have several classes afterwards, each with a weight. */
  default boolean mixesLabels() {
    return true;
  }
}
