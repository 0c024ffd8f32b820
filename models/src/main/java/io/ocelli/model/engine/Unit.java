package io.ocelli.model.engine;

import io.ocelli.model.engine.Value.Gradient;

/** A layer that was laid out forward and can be laid out backward. */
interface Unit {
  /** What it answers. */
  Value output();

  /**
   * Adds the steps of its backward pass, in which the gradients of its inputs and parameters are
   * computed.
   *
   * @param gradient of its output; released by the unit
   */
  void backward(Plan plan, Gradient gradient);
}
