package io.ocelli.model.train;

/**
 * Is told what the loop does; the names are those of Keras. All methods do nothing unless
 * overridden.
 */
public interface Callback {
  /** Before the first step; {@code from} is where a resumed run continues. */
  default void onTrainBegin(int epochs, int stepsPerEpoch, TrainingState from) {}

  /** Before an epoch, counted from 1. */
  default void onEpochBegin(int epoch) {}

  /** Before a step; epoch and step are counted from 1. */
  default void onTrainBatchBegin(int epoch, int step) {}

  /** After a step. */
  default void onTrainBatchEnd(BatchEnd batch) {}

  /** Before the validation part is looked at, after an epoch counted from 1. */
  default void onTestBegin(int epoch) {}

  /** After it; mean cross entropy and share of right answers. */
  default void onTestEnd(int epoch, double loss, double accuracy) {}

  /** After validation; {@code best} when this is the best epoch so far. */
  default void onEpochEnd(EpochResult result, boolean best) {}

  /** After the last epoch, early stopping or a stop request. */
  default void onTrainEnd(TrainingState state) {}

  /**
   * Where an epoch stands after a step.
   *
   * @param epoch counted from 1
   * @param step counted from 1
   * @param steps in the epoch, nominally
   * @param loss mean cross entropy of the epoch so far
   * @param accuracy share of right answers so far
   * @param imagesPerSecond of this epoch so far
   */
  record BatchEnd(
      int epoch, int step, int steps, double loss, double accuracy, double imagesPerSecond) {}
}
