package io.ocelli.bench;

/** A network in training in one of the libraries that {@link TrainPeers} compares. */
interface Training extends AutoCloseable {
  /**
   * One step on the task's batch: forward, backward and the update of all weights, done when this
   * returns.
   *
   * @return the mean cross entropy of the batch before the update
   */
  double step();

  /** How many numbers the network has, the running ones of batch normalisation too. */
  long parameters();

  @Override
  void close();
}
