package io.ocelli.model.engine;

import java.nio.FloatBuffer;

/**
 * Running mean and variance of a batch normalisation. The running variance is that of the
 * population, estimated from the batch (divided by n - 1), as Ioffe and Szegedy have it.
 */
record RunningStatistics(
    FloatBuffer mean,
    FloatBuffer variance,
    FloatBuffer runningMean,
    FloatBuffer runningVariance,
    double momentum,
    long places) {
  void update() {
    float keep = (float) momentum;
    float take = 1 - keep;
    float unbiased = places > 1 ? take * places / (places - 1) : take;
    for (int i = 0; i < mean.capacity(); i++) {
      runningMean.put(i, keep * runningMean.get(i) + take * mean.get(i));
      runningVariance.put(i, keep * runningVariance.get(i) + unbiased * variance.get(i));
    }
  }
}
