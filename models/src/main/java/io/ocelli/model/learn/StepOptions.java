package io.ocelli.model.learn;

import org.jspecify.annotations.Nullable;

/**
 * How one step is done.
 *
 * @param learningRate of this step
 * @param weightDecay decoupled: weights, not biases or batch norm, shrink by learningRate *
 *     weightDecay before the step (AdamW, Loshchilov and Hutter 2019)
 * @param labelSmoothing the target is 1 - smoothing + smoothing/classes (Szegedy et al. 2016)
 * @param clip the largest norm of all gradients together; longer ones are shortened to it; 0 for
 *     none
 * @param classWeights how much each class counts in the loss, 1 on average; null for all alike
 * @param averageDecay share of the running average of the weights that is kept; without meaning
 *     where none is kept
 * @param seed of the step's randomness
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StepOptions(
    double learningRate,
    double weightDecay,
    double labelSmoothing,
    double clip,
    float @Nullable [] classWeights,
    double averageDecay,
    long seed) {
  /** Without clipping and class weights. */
  public static StepOptions of(
      double learningRate, double weightDecay, double labelSmoothing, long seed) {
    return new StepOptions(learningRate, weightDecay, labelSmoothing, 0, null, 0, seed);
  }
}
