package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks a data set of classes: broken and odd files, copies and near copies, above all those in
 * two splits or under two labels, classes that are empty, tiny or unequal, backgrounds that give
 * the label away, and labels that are likely wrong. Every picture is read once; what is kept of it
 * is a few kilobytes.
 */
public final class Audit {
  /** Fewer readable pictures than this are not enough to fit a classifier on. */
  private static final int FEWEST = 50;

  private static final double RIDGE = 0.03;
  private static final double RIDGE_SMALL = 0.001;

  private final ClassDataset data;
  private final AuditOptions options;
  private final List<AuditedPicture> pictures;
  private final List<Sample> samples;

  private Audit(ClassDataset data, AuditOptions options) {
    this.data = data;
    this.options = options;
    this.pictures = AuditedPicture.of(data);
    this.samples = data.all();
  }

  /**
   * Checks everything.
   *
   * @param data as {@link io.ocelli.dataset.ClassFolder#readWhole} gives it, or split for training
   */
  public static AuditReport of(ClassDataset data, AuditOptions options) {
    return new Audit(data, options).full();
  }

  /**
   * Checks for copies and near copies alone, in a fraction of the time: what should be known before
   * a training.
   */
  public static AuditReport ofCopies(ClassDataset data, AuditOptions options) {
    Audit audit = new Audit(data, options);
    List<Look> looks =
        Look.at(audit.samples, Look.Depth.COPIES, null, options.threads(), options.progress());
    NearDuplicates near = NearDuplicates.among(looks, options.threads(), false);
    List<Finding> findings =
        new ArrayList<>(CopyChecks.find(audit.pictures, looks, near).findings());
    return audit.report(findings, looks, near, null);
  }

  private AuditReport full() {
    List<Look> looks =
        Look.at(samples, Look.Depth.ALL, options.features(), options.threads(), options.progress());
    NearDuplicates near =
        NearDuplicates.among(looks, options.threads(), options.features() != null);
    List<Finding> findings =
        new ArrayList<>(FileChecks.find(pictures, looks, data.unreadable(), data.remarks()));
    findings.addAll(ClassChecks.find(data));
    CopyChecks.Copies copies = CopyChecks.find(pictures, looks, near);
    findings.addAll(copies.findings());
    Baselines baselines = learn(looks, near, copies, findings);
    return report(findings, looks, near, baselines);
  }

  private AuditReport report(
      List<Finding> findings,
      List<Look> looks,
      NearDuplicates near,
      @Nullable Baselines baselines) {
    int readable = (int) looks.stream().filter(look -> look.facts().header() != null).count();
    return new AuditReport(data, pictures, findings, readable, near, baselines);
  }

  /** The pictures that are judged, and what they are judged by. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Judged(
      List<Integer> indices, int[] labels, int[] folds, int classes, AuditOptions options) {
    OutOfFold by(Function<Integer, float[]> features, double ridge) {
      float[][] rows = indices.stream().map(features).toArray(float[][]::new);
      return OutOfFold.of(rows, labels, classes, folds, ridge, options.threads());
    }
  }

  private @Nullable Baselines learn(
      List<Look> looks, NearDuplicates near, CopyChecks.Copies copies, List<Finding> findings) {
    int classes = data.classes().size();
    Set<Integer> left = new HashSet<>();
    for (List<Integer> group : copies.copies()) {
      // One of each, and none where its label is in doubt anyway.
      boolean labels = group.stream().map(i -> samples.get(i).label()).distinct().count() > 1;
      left.addAll(labels ? group : group.subList(1, group.size()));
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      if (looks.get(i).features() != null && !left.contains(i)) {
        indices.add(i);
      }
    }
    int[] labels = indices.stream().mapToInt(i -> samples.get(i).label()).toArray();
    if (indices.size() < FEWEST || Arrays.stream(labels).distinct().count() < 2) {
      return null;
    }
    int[] groupOf = CopyChecks.groupOf(near, looks.size());
    int[] groups = indices.stream().mapToInt(i -> groupOf[i]).toArray();
    List<String> paths = indices.stream().map(i -> samples.get(i).path()).toList();
    int[] folds = OutOfFold.folds(groups, labels, paths, classes, options.seed());
    Judged judged = new Judged(indices, labels, folds, classes, options);
    OutOfFold content = judged.by(i -> nonNull(looks.get(i).features()), RIDGE);
    suspects(content, indices, findings);
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    Baselines baselines =
        new Baselines(
            1.0 / classes,
            Arrays.stream(counts).max().orElse(0) / (double) labels.length,
            judged.by(i -> products(nonNull(looks.get(i).meanColor())), RIDGE_SMALL).accuracy(),
            judged.by(i -> nonNull(looks.get(i).border()), RIDGE_SMALL).accuracy(),
            content.accuracy());
    shortcuts(baselines, findings);
    return baselines;
  }

  private static float[] nonNull(float @Nullable [] row) {
    if (row == null) {
      throw new IllegalStateException("a picture that was read has features");
    }
    return row;
  }

  private static float[] products(float[] m) {
    return new float[] {
      m[0], m[1], m[2], m[0] * m[0], m[1] * m[1], m[2] * m[2], m[0] * m[1], m[0] * m[2], m[1] * m[2]
    };
  }

  private void suspects(OutOfFold content, List<Integer> indices, List<Finding> findings) {
    for (LabelSuspects.Suspect suspect : LabelSuspects.of(content, data.classes().size())) {
      AuditedPicture picture = pictures.get(indices.get(suspect.index()));
      findings.add(
          new Finding(
              Finding.Kind.LIKELY_WRONG_LABEL,
              Finding.Severity.WARNING,
              List.of(picture),
              1 - suspect.given(),
              String.format(
                  Locale.ROOT,
                  "Labelled '%s' (%.0f %%), looks like '%s' (%.0f %%).",
                  picture.label(),
                  100 * suspect.given(),
                  data.classes().get(suspect.likely()),
                  100 * suspect.likelyProbability())));
    }
  }

  /** How much of the way from the majority to certainty a classifier goes that sees too little. */
  private static double gain(double accuracy, double majority) {
    return majority < 1 ? (accuracy - majority) / (1 - majority) : 0;
  }

  private static void shortcuts(Baselines b, List<Finding> findings) {
    shortcut(Finding.Kind.BORDER_TELLS, b.border(), b, "only the outermost 9 % of", findings);
    shortcut(Finding.Kind.COLOUR_TELLS, b.meanColor(), b, "only the mean colour of", findings);
  }

  private static void shortcut(
      Finding.Kind kind, double accuracy, Baselines b, String sees, List<Finding> findings) {
    double gain = gain(accuracy, b.majority());
    if (gain < 0.2) {
      return;
    }
    findings.add(
        new Finding(
            kind,
            gain >= 0.4 ? Finding.Severity.WARNING : Finding.Severity.REMARK,
            List.of(),
            accuracy,
            String.format(
                Locale.ROOT,
                "A classifier that sees %s the pictures is right on %.1f %% of them (guessing the"
                    + " largest class: %.1f %%, seeing the whole: %.1f %%). What a network scores on"
                    + " this data set may come from there; test it on pictures taken elsewhere.",
                sees,
                100 * accuracy,
                100 * b.majority(),
                100 * b.content())));
  }
}
