package io.ocelli.dataset.audit;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Findings about copies that do not show the same objects. Objects agree when they are of one class
 * and their boxes overlap (intersection over union) by {@link #AGREE}; in near copies, which may be
 * cropped and rotated by a little, by {@link #NEARLY_AGREE}. Each agrees with one other at most,
 * those that overlap most first.
 */
final class ObjectCopies {
  static final double AGREE = 0.5;
  static final double NEARLY_AGREE = 0.3;

  /** Near copies of which a smaller share of the objects agree are told. */
  static final double ENOUGH = 0.75;

  private final DetectionDataset data;
  private final List<AuditedPicture> pictures;
  private final List<Finding> findings = new ArrayList<>();

  private ObjectCopies(DetectionDataset data, List<AuditedPicture> pictures) {
    this.data = data;
    this.pictures = pictures;
  }

  /**
   * Finds them.
   *
   * @param copies the groups of pictures that are the same
   */
  static List<Finding> find(
      DetectionDataset data,
      List<AuditedPicture> pictures,
      List<List<Integer>> copies,
      NearDuplicates near) {
    ObjectCopies checks = new ObjectCopies(data, pictures);
    Groups same = new Groups(pictures.size());
    for (List<Integer> group : copies) {
      group.forEach(i -> same.join(group.get(0), i));
      checks.copies(group);
    }
    for (NearDuplicates.Pair pair : near.pairs()) {
      if (same.of(pair.first()) != same.of(pair.second())) {
        checks.near(pair);
      }
    }
    return checks.findings;
  }

  private void copies(List<Integer> group) {
    AnnotatedPicture first = data.pictures().get(group.get(0));
    List<Finding.Mark> marks = new ArrayList<>();
    boolean labels = false;
    for (int i = 1; i < group.size(); i++) {
      AnnotatedPicture other = data.pictures().get(group.get(i));
      labels |= !List.copyOf(first.labels()).equals(other.labels());
      Compared compared = compare(first, other, Symmetry.IDENTITY, AGREE);
      for (Instance one : compared.onlyFirst()) {
        Finding.Mark mark = mark(0, one);
        if (!marks.contains(mark)) {
          marks.add(mark);
        }
      }
      int place = i;
      compared.onlyOther().forEach(one -> marks.add(mark(place, one)));
    }
    if (!marks.isEmpty() || labels) {
      findings.add(
          new Finding(
              Finding.Kind.TWO_ANNOTATIONS,
              Finding.Severity.SERIOUS,
              group.stream().map(pictures::get).toList(),
              marks,
              marks.size(),
              marks.isEmpty()
                  ? "The same picture has different classes."
                  : "The same picture is annotated differently: "
                      + FileChecks.number(marks.size(), "object is", "objects are")
                      + " not in the other, or of another class."));
    }
  }

  private void near(NearDuplicates.Pair pair) {
    AnnotatedPicture first = data.pictures().get(pair.first());
    AnnotatedPicture other = data.pictures().get(pair.second());
    Compared compared = compare(first, other, pair.symmetry(), NEARLY_AGREE);
    int most = Math.max(first.instances().size(), other.instances().size());
    int agree = first.instances().size() - compared.onlyFirst().size();
    if (most == 0 || agree >= ENOUGH * most) {
      return;
    }
    List<Finding.Mark> marks = new ArrayList<>();
    compared.onlyFirst().forEach(one -> marks.add(mark(0, one)));
    compared.onlyOther().forEach(one -> marks.add(mark(1, one)));
    findings.add(
        new Finding(
            Finding.Kind.NEAR_COPY_TWO_ANNOTATIONS,
            Finding.Severity.WARNING,
            List.of(pictures.get(pair.first()), pictures.get(pair.second())),
            marks,
            1 - agree / (double) most,
            String.format(
                Locale.ROOT,
                "Near copies with %d and %d objects, of which %d agree.",
                first.instances().size(),
                other.instances().size(),
                agree)));
  }

  private Finding.Mark mark(int picture, Instance one) {
    return new Finding.Mark(picture, data.classes().get(one.label()), one.box());
  }

  /** What is in one of two pictures only. */
  private record Compared(List<Instance> onlyFirst, List<Instance> onlyOther) {}

  private record Match(Instance first, Instance other, double iou) {}

  private static Compared compare(
      AnnotatedPicture first, AnnotatedPicture other, Symmetry symmetry, double least) {
    List<Match> matches = new ArrayList<>();
    for (Instance one : first.instances()) {
      Box place = symmetry.of(relative(one.box(), first));
      for (Instance two : other.instances()) {
        Box there = relative(two.box(), other);
        double iou = place.equals(there) ? 1 : place.iou(there);
        if (one.label() == two.label() && iou >= least) {
          matches.add(new Match(one, two, iou));
        }
      }
    }
    matches.sort(Comparator.comparingDouble(Match::iou).reversed());
    // By identity: two objects of a picture may be equal.
    Left onlyFirst = new Left(first.instances());
    Left onlyOther = new Left(other.instances());
    for (Match match : matches) {
      if (onlyFirst.has(match.first()) && onlyOther.has(match.other())) {
        onlyFirst.remove(match.first());
        onlyOther.remove(match.other());
      }
    }
    return new Compared(onlyFirst.instances, onlyOther.instances);
  }

  /** What is left of some objects. */
  private static final class Left {
    private final List<Instance> instances;

    Left(List<Instance> all) {
      instances = new ArrayList<>(all);
    }

    @SuppressWarnings("ReferenceEquality")
    boolean has(Instance one) {
      return instances.stream().anyMatch(left -> left == one);
    }

    @SuppressWarnings("ReferenceEquality")
    void remove(Instance one) {
      instances.removeIf(left -> left == one);
    }
  }

  private static Box relative(Box box, AnnotatedPicture picture) {
    float width = picture.width();
    float height = picture.height();
    return new Box(box.x1() / width, box.y1() / height, box.x2() / width, box.y2() / height);
  }
}
