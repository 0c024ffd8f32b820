package io.ocelli.dataset;

import java.util.Locale;
import java.util.Optional;

/**
 * The part of a data set: what is learned from, what choices are made by, what is only measured.
 */
public enum Split {
  TRAIN,
  VAL,
  TEST;

  /** The folder name: {@code train}, {@code val}, {@code test}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The split that a folder of this name holds, in any case: train, training; val, valid,
   * validation, dev; test, testing.
   */
  public static Optional<Split> ofFolder(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "val", "valid", "validation", "dev" -> Optional.of(VAL);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }
}
