package io.ocelli.dataset.audit;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings about the classes of objects and their numbers. */
final class ObjectClasses {
  /** A class of fewer objects is tiny. */
  static final int TINY = ClassChecks.TINY;

  /**
   * From this ratio of the most frequent to the rarest class on they are unequal. More than for
   * whole pictures: a picture may show many of one class, and detectors are made to cope with that.
   */
  static final double IMBALANCE = 10;

  private final DetectionDataset data;
  private final List<Finding> findings = new ArrayList<>();

  private ObjectClasses(DetectionDataset data) {
    this.data = data;
  }

  static List<Finding> find(DetectionDataset data) {
    ObjectClasses classes = new ObjectClasses(data);
    int[] counts = count(data.pictures(), data.classes().size());
    classes.sizes(counts);
    classes.absent(counts);
    return classes.findings;
  }

  /** Objects of each class, and pictures of that class. */
  private static int[] count(List<AnnotatedPicture> pictures, int classes) {
    int[] counts = new int[classes];
    for (AnnotatedPicture picture : pictures) {
      picture.labels().forEach(label -> counts[label]++);
      picture.instances().forEach(one -> counts[one.label()]++);
    }
    return counts;
  }

  private void sizes(int[] counts) {
    int least = -1;
    int most = -1;
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        add(Finding.Kind.EMPTY_CLASS, Finding.Severity.WARNING, 0, quoted(c) + " has no object.");
        continue;
      }
      least = least < 0 || counts[c] < counts[least] ? c : least;
      most = most < 0 || counts[c] > counts[most] ? c : most;
      if (counts[c] < TINY) {
        add(
            Finding.Kind.TINY_CLASS,
            Finding.Severity.WARNING,
            counts[c],
            "%s has %s: too few to learn from and to measure on."
                .formatted(quoted(c), FileChecks.number(counts[c], "object", "objects")));
      }
    }
    if (least >= 0 && counts[most] >= IMBALANCE * counts[least]) {
      double ratio = counts[most] / (double) counts[least];
      add(
          Finding.Kind.IMBALANCE,
          Finding.Severity.WARNING,
          ratio,
          String.format(
              Locale.ROOT,
              "%s has %d objects, %s %d (%.1f times as many): look at the AP of each class rather"
                  + " than at the mean of all objects, and add pictures of the rare classes.",
              quoted(most),
              counts[most],
              quoted(least),
              counts[least],
              ratio));
    }
  }

  private void absent(int[] counts) {
    Map<Split, int[]> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<AnnotatedPicture> pictures = data.pictures(split);
      if (!pictures.isEmpty()) {
        splits.put(split, count(pictures, counts.length));
      }
    }
    if (splits.size() < 2) {
      return;
    }
    splits.forEach(
        (split, own) -> {
          for (int c = 0; c < counts.length; c++) {
            if (own[c] == 0 && counts[c] > 0) {
              boolean train = split == Split.TRAIN;
              add(
                  Finding.Kind.ABSENT_CLASS,
                  train ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                  counts[c],
                  "%s has no object in %s, but %d elsewhere: %s."
                      .formatted(
                          quoted(c),
                          split.folder(),
                          counts[c],
                          train ? "it cannot be learned" : "nothing is measured of it there"));
            }
          }
        });
  }

  private String quoted(int label) {
    return "'" + data.classes().get(label) + "'";
  }

  private void add(Finding.Kind kind, Finding.Severity severity, double score, String note) {
    findings.add(new Finding(kind, severity, List.of(), score, note));
  }
}
