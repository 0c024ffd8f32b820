package io.ocelli.model.train;

import io.ocelli.model.learn.Learner;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is trained, on what, and how fast, from epoch to epoch. */
interface Course {
  /**
   * What an epoch needs. It stays usable until another epoch is asked for.
   *
   * @param epoch from 0; asked in order, from where a run begins or is continued
   */
  Stage at(int epoch);

  /** How much each class counts in the loss, 1 on average; null for all alike. */
  default float @Nullable [] classWeights() {
    return null;
  }

  /**
   * Part of a course.
   *
   * @param learner is trained in place
   * @param rate the learning rate after so many epochs of the whole course; fractions count
   */
  record Stage(
      Learner learner, BatchSource train, BatchSource validation, DoubleUnaryOperator rate) {}

  /** A course of one stage. */
  static Course of(Stage stage, float @Nullable [] classWeights) {
    return new Course() {
      @Override
      public Stage at(int epoch) {
        return stage;
      }

      @Override
      public float @Nullable [] classWeights() {
        return classWeights;
      }
    };
  }
}
