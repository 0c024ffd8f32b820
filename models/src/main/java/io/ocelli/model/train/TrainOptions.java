package io.ocelli.model.train;

import io.ocelli.error.UsageException;

/**
 * How the loop trains.
 *
 * @param epochs passes over the training part, at least 1
 * @param batch samples in a step, at least 2
 * @param optimizer how gradients change weights
 * @param schedule how the learning rate goes
 * @param dropout share of features set to zero in training, 0 to below 1
 * @param labelSmoothing share of the target spread over all classes (Szegedy et al. 2016), 0 to
 *     below 1
 * @param balancedLoss whether a picture counts the more in the loss the rarer its class is, so that
 *     all classes together count alike
 * @param average share of the running average of the weights that is kept at each step, which then
 *     answers instead of them (Polyak and Juditsky 1992; at first less, as in TensorFlow's
 *     ExponentialMovingAverage); 0 for none
 * @param patience epochs without a better validation accuracy after which training ends; 0 for
 *     never
 * @param seed of all randomness
 */
public record TrainOptions(
    int epochs,
    int batch,
    Optimizer optimizer,
    Schedule schedule,
    double dropout,
    double labelSmoothing,
    boolean balancedLoss,
    double average,
    int patience,
    long seed) {

  /** Checks the ranges. */
  public TrainOptions {
    check(epochs >= 1, "--epochs", epochs, "a whole number from 1");
    check(batch >= 2, "--batch", batch, "a whole number from 2");
    check(dropout >= 0 && dropout < 1, "--dropout", dropout, "0 up to 0.9");
    check(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "--label-smoothing",
        labelSmoothing,
        "0 up to 0.3");
    check(average >= 0 && average < 1, "--average", average, "0 for none, or such as 0.99");
    check(patience >= 0, "--patience", patience, "a number of epochs, 0 for no early stopping");
  }

  /** Defaults for a small CNN from scratch. */
  public static TrainOptions scratch() {
    return of(30, 64, Optimizer.adamW(2e-3, 5e-3), 0.3, 10);
  }

  /** Defaults for a head on the features of a frozen backbone. */
  public static TrainOptions head() {
    return of(20, 128, Optimizer.adamW(3e-3, 1e-2), 0.4, 15);
  }

  /** Defaults for all layers of a pretrained network. */
  public static TrainOptions finetune() {
    return of(8, 32, Optimizer.adamW(3e-4, 5e-2), 0.2, 0).withAverage(0.99);
  }

  private static TrainOptions of(
      int epochs, int batch, Optimizer optimizer, double dropout, int patience) {
    Schedule schedule = new Schedule(Schedule.Kind.COSINE, 1);
    return new TrainOptions(
        epochs, batch, optimizer, schedule, dropout, 0.1, false, 0, patience, 0);
  }

  /** With another number of epochs. */
  public TrainOptions withEpochs(int number) {
    return new TrainOptions(
        number,
        batch,
        optimizer,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        seed);
  }

  /** With another number of samples in a step. */
  public TrainOptions withBatch(int samples) {
    return new TrainOptions(
        epochs,
        samples,
        optimizer,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        seed);
  }

  /** With another optimizer. */
  public TrainOptions withOptimizer(Optimizer other) {
    return new TrainOptions(
        epochs,
        batch,
        other,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        seed);
  }

  /** With another schedule. */
  public TrainOptions withSchedule(Schedule other) {
    return new TrainOptions(
        epochs,
        batch,
        optimizer,
        other,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        seed);
  }

  /** With another share of features left out. */
  public TrainOptions withDropout(double share) {
    return new TrainOptions(
        epochs,
        batch,
        optimizer,
        schedule,
        share,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        seed);
  }

  /** With another smoothing and another weighting of classes in the loss. */
  public TrainOptions withLoss(double smoothing, boolean balanced) {
    return new TrainOptions(
        epochs, batch, optimizer, schedule, dropout, smoothing, balanced, average, patience, seed);
  }

  /** With another running average of the weights. */
  public TrainOptions withAverage(double kept) {
    return new TrainOptions(
        epochs,
        batch,
        optimizer,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        kept,
        patience,
        seed);
  }

  /** With another patience. */
  public TrainOptions withPatience(int fruitless) {
    return new TrainOptions(
        epochs,
        batch,
        optimizer,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        fruitless,
        seed);
  }

  /** With another seed. */
  public TrainOptions withSeed(long other) {
    return new TrainOptions(
        epochs,
        batch,
        optimizer,
        schedule,
        dropout,
        labelSmoothing,
        balancedLoss,
        average,
        patience,
        other);
  }

  /**
   * The learning rate at a moment.
   *
   * @param progress epochs done, fractions count
   */
  public double rateAt(double progress) {
    return optimizer.learningRate() * schedule.at(progress, epochs);
  }

  private static void check(boolean right, String option, Number value, String remedy) {
    if (!right) {
      throw new UsageException("a value out of range", value.toString(), option, "give " + remedy);
    }
  }
}
