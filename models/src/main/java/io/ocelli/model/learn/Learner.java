package io.ocelli.model.learn;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * A classifier that learns by steps. Owns native memory; not thread-safe.
 *
 * <p>Every step takes the seed of its own randomness (dropout), so a run that was stopped and
 * resumed computes exactly what an uninterrupted one does.
 */
public interface Learner extends AutoCloseable {
  /** The number of classes. */
  int classes();

  /** The number of trained and running parameters. */
  long parameters();

  /**
   * One step on a batch.
   *
   * @param batch direct buffer; the first {@code n} samples are read from its position 0
   * @param shape of one sample: {channels, height, width} or {features}
   * @param n samples in the batch
   */
  StepResult train(FloatBuffer batch, int[] shape, Targets wanted, int n, StepOptions options);

  /**
   * Class probabilities of a batch, row by row.
   *
   * @param batch direct buffer as in {@link #train}
   * @return n rows of {@link #classes()} probabilities
   */
  float[][] probabilities(FloatBuffer batch, int[] shape, int n);

  /**
   * The first layer, in the order of the network, whose answer to the last step's batch holds no
   * number, an infinite one or one above 500; empty where there is none, or where the learner
   * cannot tell.
   */
  default Optional<String> firstBrokenLayer() {
    return Optional.empty();
  }

  @Override
  void close();
}
