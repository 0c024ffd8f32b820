package io.ocelli.dataset.audit;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Findings about single boxes, and about pairs of boxes in a picture. */
final class BoxChecks {
  /** Two boxes that overlap by more than this (intersection over union) are at one place. */
  static final double SAME_PLACE = 0.9;

  /** A box with a side shorter than this, in pixels, is tiny. */
  static final float TINY = 3;

  /** A box is a sliver from this ratio of its sides on. */
  static final double SLIVER = 20;

  private final DetectionDataset data;
  private final List<Finding> findings = new ArrayList<>();

  private BoxChecks(DetectionDataset data) {
    this.data = data;
  }

  /** The worst first. */
  static List<Finding> find(DetectionDataset data, List<AuditedPicture> pictures) {
    BoxChecks checks = new BoxChecks(data);
    List<AuditedPicture> empty = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      AnnotatedPicture picture = data.pictures().get(i);
      if (picture.instances().isEmpty() && picture.labels().isEmpty()) {
        empty.add(pictures.get(i));
      }
      checks.single(picture, pictures.get(i));
      checks.pairs(picture, pictures.get(i));
    }
    checks.findings.sort(Comparator.comparingDouble(Finding::score).reversed());
    if (!empty.isEmpty()) {
      checks.findings.add(empty(empty, pictures.size()));
    }
    return checks.findings;
  }

  private static Finding empty(List<AuditedPicture> empty, int all) {
    return new Finding(
        Finding.Kind.NO_OBJECTS,
        Finding.Severity.REMARK,
        empty,
        empty.size(),
        "%s of %d without objects: good against false alarms, if there is really nothing in them."
            .formatted(FileChecks.number(empty.size(), "picture", "pictures"), all));
  }

  private static boolean hasArea(Instance one) {
    return one.box().width() > 0 && one.box().height() > 0;
  }

  private void single(AnnotatedPicture picture, AuditedPicture audited) {
    for (Instance one : picture.instances()) {
      if (!hasArea(one)) {
        continue;
      }
      float width = one.box().width();
      float height = one.box().height();
      double ratio = Math.max(width / height, height / width);
      if (Math.min(width, height) < TINY) {
        add(
            Finding.Kind.TINY_BOX,
            audited,
            List.of(one),
            TINY - Math.min(width, height),
            String.format(
                Locale.ROOT,
                "'%s' of %.1f x %.1f pixels: nothing can be seen in it.",
                name(one),
                width,
                height));
      } else if (ratio >= SLIVER) {
        add(
            Finding.Kind.SLIVER,
            audited,
            List.of(one),
            ratio,
            String.format(
                Locale.ROOT,
                "'%s' of %.0f x %.0f pixels, %.0f times as %s.",
                name(one),
                width,
                height,
                ratio,
                width > height ? "wide as high" : "high as wide"));
      }
    }
  }

  private void pairs(AnnotatedPicture picture, AuditedPicture audited) {
    List<Instance> boxes =
        picture.instances().stream()
            .filter(one -> !one.crowd() && hasArea(one))
            .sorted(Comparator.comparingDouble(one -> one.box().x1()))
            .toList();
    for (int i = 0; i < boxes.size(); i++) {
      Box first = boxes.get(i).box();
      for (int j = i + 1; j < boxes.size(); j++) {
        // Further right than a tenth of it no box can cover nine tenths of it.
        if (boxes.get(j).box().x1() > first.x1() + (1 - SAME_PLACE) * first.width()) {
          break;
        }
        double iou = first.iou(boxes.get(j).box());
        if (iou > SAME_PLACE) {
          pair(boxes.get(i), boxes.get(j), iou, audited);
        }
      }
    }
  }

  private void pair(Instance one, Instance other, double iou, AuditedPicture audited) {
    boolean same = one.label() == other.label();
    add(
        same ? Finding.Kind.DOUBLE_BOX : Finding.Kind.TWO_CLASSES,
        audited,
        List.of(one, other),
        iou,
        same
            ? "'%s' is marked twice at one place (overlap %s).".formatted(name(one), percent(iou))
            : "'%s' and '%s' are at one place (overlap %s): one object under two labels, or one in"
                    .formatted(name(one), name(other), percent(iou))
                + " front of the other.");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private String name(Instance one) {
    return data.classes().get(one.label());
  }

  private void add(
      Finding.Kind kind,
      AuditedPicture picture,
      List<Instance> objects,
      double score,
      String note) {
    findings.add(
        new Finding(
            kind,
            kind == Finding.Kind.SLIVER ? Finding.Severity.REMARK : Finding.Severity.WARNING,
            List.of(picture),
            objects.stream().map(one -> new Finding.Mark(0, name(one), one.box())).toList(),
            score,
            note));
  }
}
