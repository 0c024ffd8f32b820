package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.load.ValueStatistics;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How the values of pixels become those of a network that is trained from scratch. */
enum Normalization {
  /** Minus ImageNet's mean, by its deviation. */
  IMAGENET,
  /** From 0 to 1. */
  UNIT,
  /** Minus the mean of the training pictures, by their deviation, for each channel. */
  DATASET,
  /** Minus the mean of each picture, by its deviation. */
  PICTURE;

  static Normalization parse(String text) {
    List<String> names = Arrays.stream(values()).map(Normalization::toString).toList();
    int index = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageException(
          "unknown way to normalize", text, "--normalize", NearNames.remedy(text, names));
    }
    return values()[index];
  }

  /**
   * The input with these values.
   *
   * @param input from {@link io.ocelli.model.train.ScratchTraining#input}
   */
  Preprocess of(Preprocess input, ClassDataset dataset, LoaderOptions loading) {
    List<Double> zero = Collections.nCopies(input.channels(), 0.0);
    List<Double> one = Collections.nCopies(input.channels(), 1.0);
    Preprocess unit = input.withValues(1 / 255.0, zero, one);
    return switch (this) {
      case IMAGENET -> input;
      case UNIT -> unit;
      case DATASET ->
          ValueStatistics.of(ExampleSource.of(dataset.require(Split.TRAIN)), input, loading)
              .applied(input);
      case PICTURE -> unit.withPerPicture(Preprocess.PerPicture.STANDARDIZE);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
