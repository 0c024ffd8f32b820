package io.ocelli.model.train;

import io.ocelli.error.UsageException;

/**
 * How the loop trains.
 *
 * @param epochs passes over the training part, at least 1
 * @param batch samples in a step, at least 2
 * @param learningRate highest rate of Adam, reached after the warm-up
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019)
 * @param dropout share of features set to zero in training, 0 to below 1
 * @param labelSmoothing share of the target spread over all classes (Szegedy et al. 2016), 0 to
 *     below 1
 * @param warmup epochs over which the rate rises from near zero; fractions count
 * @param patience epochs without a better validation accuracy after which training ends; 0 for
 *     never
 * @param seed of all randomness
 */
public record TrainOptions(
    int epochs,
    int batch,
    double learningRate,
    double weightDecay,
    double dropout,
    double labelSmoothing,
    double warmup,
    int patience,
    long seed) {

  /** Checks the ranges. */
  public TrainOptions {
    check(epochs >= 1, "--epochs", epochs, "a whole number from 1");
    check(batch >= 2, "--batch", batch, "a whole number from 2");
    check(learningRate > 0 && learningRate <= 10, "--lr", learningRate, "a rate such as 0.001");
    check(weightDecay >= 0 && weightDecay <= 1, "--weight-decay", weightDecay, "0 to 1");
    check(dropout >= 0 && dropout < 1, "--dropout", dropout, "0 up to 0.9");
    check(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "--label-smoothing",
        labelSmoothing,
        "0 up to 0.3");
    check(warmup >= 0, "--warmup", warmup, "a number of epochs from 0");
    check(patience >= 0, "--patience", patience, "a number of epochs, 0 for no early stopping");
  }

  /** Defaults for a small CNN from scratch. */
  public static TrainOptions scratch() {
    return new TrainOptions(30, 64, 2e-3, 5e-3, 0.3, 0.1, 1, 10, 0);
  }

  /** Defaults for a head on the features of a frozen backbone. */
  public static TrainOptions head() {
    return new TrainOptions(20, 128, 3e-3, 1e-2, 0.4, 0.1, 1, 15, 0);
  }

  /**
   * The learning rate at a moment: linear warm-up, then half a cosine down to a hundredth
   * (Loshchilov and Hutter 2017).
   *
   * @param progress epochs done, fractions count
   */
  public double rateAt(double progress) {
    if (progress < warmup) {
      return learningRate * Math.max(0.01, progress / warmup);
    }
    double length = Math.max(1e-9, epochs - warmup);
    double share = Math.min(1, (progress - warmup) / length);
    return learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * share)));
  }

  private static void check(boolean right, String option, Number value, String remedy) {
    if (!right) {
      throw new UsageException("a value out of range", value.toString(), option, "give " + remedy);
    }
  }
}
