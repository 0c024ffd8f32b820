package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings about the classes and their sizes. */
final class ClassChecks {
  /** A class with fewer pictures is tiny: a tenth of it for validation is not even three. */
  static final int TINY = 25;

  private ClassChecks() {}

  static List<Finding> find(ClassDataset data) {
    List<Finding> findings = new ArrayList<>();
    int[] totals = new int[data.classes().size()];
    for (Split split : Split.values()) {
      int[] counts = data.counts(split);
      for (int c = 0; c < totals.length; c++) {
        totals[c] += counts[c];
      }
    }
    int least = -1;
    int most = -1;
    for (int c = 0; c < totals.length; c++) {
      if (totals[c] == 0) {
        add(
            findings,
            Finding.Kind.EMPTY_CLASS,
            0,
            "'" + data.classes().get(c) + "' has no picture.");
        continue;
      }
      least = least < 0 || totals[c] < totals[least] ? c : least;
      most = most < 0 || totals[c] > totals[most] ? c : most;
      if (totals[c] < TINY) {
        add(
            findings,
            Finding.Kind.TINY_CLASS,
            totals[c],
            "'%s' has %s: too few to learn from and to measure on."
                .formatted(
                    data.classes().get(c), FileChecks.number(totals[c], "picture", "pictures")));
      }
    }
    if (least >= 0 && totals[most] >= DatasetInfo.IMBALANCE * totals[least]) {
      double ratio = totals[most] / (double) totals[least];
      add(
          findings,
          Finding.Kind.IMBALANCE,
          ratio,
          String.format(
              Locale.ROOT,
              "'%s' has %d pictures, '%s' %d (%.1f times as many): look at macro F1 rather than"
                  + " accuracy, and add pictures of the small classes.",
              data.classes().get(most),
              totals[most],
              data.classes().get(least),
              totals[least],
              ratio));
    }
    return findings;
  }

  private static void add(List<Finding> findings, Finding.Kind kind, double score, String note) {
    findings.add(new Finding(kind, Finding.Severity.WARNING, List.of(), score, note));
  }
}
