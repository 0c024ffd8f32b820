package io.ocelli.model.train;

import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import org.jspecify.annotations.Nullable;

/** How much each class counts in the loss. */
final class ClassWeights {
  private ClassWeights() {}

  /**
   * The number of training pictures, by the number of classes and that of the pictures of the
   * class, so that a picture counts 1 on average (scikit-learn's {@code balanced}); null where all
   * pictures count alike. A class without pictures counts 1.
   */
  static float @Nullable [] of(TrainingPlan plan) {
    if (!plan.options().balancedLoss()) {
      return null;
    }
    float[] weights = new float[plan.data().classes().size()];
    for (Sample sample : plan.data().require(Split.TRAIN)) {
      weights[sample.label()]++;
    }
    float all = plan.data().require(Split.TRAIN).size();
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weights[k] == 0 ? 1 : all / (weights.length * weights[k]);
    }
    return weights;
  }
}
