package io.ocelli.dataset;

import io.ocelli.error.UsageException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Splits a data set of classes to train on, as far as it does not say itself what is for what. */
final class TrainingSplit {
  private final String origin;
  private final List<String> classes;
  private final SplitRatios ratios;
  private final long seed;
  private final List<String> remarks = new ArrayList<>();

  TrainingSplit(String origin, List<String> classes, SplitRatios ratios, long seed) {
    this.origin = origin;
    this.classes = classes;
    this.ratios = ratios;
    this.seed = seed;
  }

  /** What a user should know of the split. */
  List<String> remarks() {
    return remarks;
  }

  /** Splits a data set without parts. */
  Map<Split, List<Sample>> whole(List<Sample> samples) {
    if (ratios.asked().size() > 1) {
      requireTwoOfEach(samples);
    }
    Map<Split, List<Sample>> splits = StratifiedSplit.of(samples, ratios, seed);
    remarkTooFew(splits);
    return splits;
  }

  /** A class with fewer pictures than there are splits is not in all of them. */
  private void remarkTooFew(Map<Split, List<Sample>> splits) {
    for (Split split : ratios.asked()) {
      int[] counts = counts(splits.getOrDefault(split, List.of()));
      List<String> without = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          without.add(classes.get(i));
        }
      }
      if (!without.isEmpty()) {
        remarks.add(
            split.folder()
                + " has no pictures of classes with fewer than "
                + ratios.asked().size()
                + ": "
                + String.join(", ", without));
      }
    }
  }

  /** Takes val and train-dev off train where they are asked for and there is none of them. */
  Map<Split, List<Sample>> missing(Map<Split, List<Sample>> given) {
    SplitRatios missing =
        new SplitRatios(
            given.getOrDefault(Split.VAL, List.of()).isEmpty() ? ratios.val() : 0,
            0,
            given.getOrDefault(Split.TRAIN_DEV, List.of()).isEmpty() ? ratios.trainDev() : 0);
    if (missing.asked().size() == 1) {
      return given;
    }
    List<Sample> train = given.getOrDefault(Split.TRAIN, List.of());
    requireTwoOfEach(train);
    Map<Split, List<Sample>> splits = new EnumMap<>(StratifiedSplit.of(train, missing, seed));
    for (Split split : Split.values()) {
      List<Sample> off = splits.getOrDefault(split, List.of());
      if (split != Split.TRAIN && missing.of(split) > 0) {
        remarks.add(
            "there is no %s folder: %d of the %d pictures of train are used as %s (seed %d)"
                .formatted(split.folder(), off.size(), train.size(), split.folder(), seed));
      } else if (split != Split.TRAIN) {
        splits.put(split, given.getOrDefault(split, List.of()));
      }
    }
    return splits;
  }

  private void requireTwoOfEach(List<Sample> samples) {
    int[] counts = counts(samples);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        throw new UsageException(
            "a class with one picture cannot be split",
            classes.get(i),
            origin,
            "add pictures of it (some dozens at least), or move the folder away");
      }
    }
  }

  private int[] counts(List<Sample> samples) {
    int[] counts = new int[classes.size()];
    samples.forEach(sample -> counts[sample.label()]++);
    return counts;
  }
}
