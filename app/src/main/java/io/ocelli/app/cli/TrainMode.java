package io.ocelli.app.cli;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways to train a classifier. */
enum TrainMode {
  /** All of a small network, from random weights. */
  SCRATCH,
  /** A new head on the features of a frozen backbone. */
  HEAD,
  /** All of a pretrained network, behind a new head. */
  FINETUNE;

  static TrainMode parse(String text) {
    List<String> names = Arrays.stream(values()).map(TrainMode::toString).toList();
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageException(
          "unknown way of training", text, "--mode", NearNames.remedy(text, names));
    }
    return values()[index];
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
