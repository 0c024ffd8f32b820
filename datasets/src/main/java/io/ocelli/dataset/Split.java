package io.ocelli.dataset;

import java.util.Locale;
import java.util.Optional;

/**
 * The part of a data set: what is learned from, what choices are made by, what is only measured.
 */
public enum Split {
  TRAIN,

  /**
   * Of the same kind as train, but not learned from. Where val and test are of another kind
   * (another field, camera, year), it tells overfitting (train-dev is much worse than train) from a
   * mismatch of the data (val is much worse than train-dev).
   */
  TRAIN_DEV,
  VAL,
  TEST;

  /** The folder name: {@code train}, {@code train-dev}, {@code val}, {@code test}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The split that a folder of this name holds, in any case: train, training; train-dev, train_dev,
   * traindev; val, valid, validation, dev; test, testing.
   */
  public static Optional<Split> ofFolder(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "train-dev", "train_dev", "traindev" -> Optional.of(TRAIN_DEV);
      case "val", "valid", "validation", "dev" -> Optional.of(VAL);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /** {@link #folder()}: the name that people read and write. */
  @Override
  public String toString() {
    return folder();
  }
}
