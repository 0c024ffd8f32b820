package io.ocelli.dataset.audit;

import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings about pictures that are there more than once. */
final class CopyChecks {
  private final List<AuditedPicture> pictures;
  private final List<Look> looks;
  private final NearDuplicates near;
  private final Groups same;
  private final List<Finding> findings = new ArrayList<>();

  private CopyChecks(List<AuditedPicture> pictures, List<Look> looks, NearDuplicates near) {
    this.pictures = pictures;
    this.looks = looks;
    this.near = near;
    this.same = new Groups(pictures.size());
  }

  /**
   * What was found.
   *
   * @param findings in no particular order
   * @param copies the groups of pictures that are the same, by their bytes or their pixels
   */
  record Copies(List<Finding> findings, List<List<Integer>> copies) {}

  static Copies find(List<AuditedPicture> pictures, List<Look> looks, NearDuplicates near) {
    CopyChecks checks = new CopyChecks(pictures, looks, near);
    checks.exact();
    List<List<Integer>> copies = checks.same.several();
    copies.forEach(checks::tellCopies);
    checks.tellNear();
    return new Copies(checks.findings, copies);
  }

  private void exact() {
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < looks.size(); i++) {
      PictureFacts facts = looks.get(i).facts();
      if (facts.header() != null) {
        Integer first = firsts.putIfAbsent(facts.sha256(), i);
        if (first != null) {
          same.join(first, i);
        }
      }
    }
    for (NearDuplicates.Pair pair : near.pairs()) {
      if (pair.symmetry() == Symmetry.IDENTITY
          && same.of(pair.first()) != same.of(pair.second())
          && pair.likeness() > 0.95
          && samePixels(pair.first(), pair.second())) {
        same.join(pair.first(), pair.second());
      }
    }
  }

  /** Whether they decode to the same; only pictures that are next to equal are asked. */
  private boolean samePixels(int a, int b) {
    ImageHeader one = looks.get(a).facts().header();
    ImageHeader other = looks.get(b).facts().header();
    if (one == null
        || other == null
        || one.uprightWidth() != other.uprightWidth()
        || one.uprightHeight() != other.uprightHeight()) {
      return false;
    }
    try (Image first = pictures.get(a).source().decode(DecodeOptions.DEFAULT);
        Image second = pictures.get(b).source().decode(DecodeOptions.DEFAULT)) {
      return first.pixels().mismatch(second.pixels()) < 0;
    }
  }

  private void tellCopies(List<Integer> group) {
    List<AuditedPicture> members = group.stream().map(pictures::get).toList();
    boolean bytes = group.stream().map(i -> looks.get(i).facts().sha256()).distinct().count() == 1;
    String how = bytes ? "byte for byte" : "pixel for pixel";
    boolean labels = members.stream().map(AuditedPicture::label).distinct().count() > 1;
    boolean splits = members.stream().map(AuditedPicture::split).distinct().count() > 1;
    if (labels) {
      add(
          Finding.Kind.TWO_LABELS,
          Finding.Severity.SERIOUS,
          members,
          1,
          "The same picture, " + how + ", is labelled " + labels(members) + ": one is wrong.");
    }
    if (splits) {
      add(
          Finding.Kind.COPY_ACROSS_SPLITS,
          Finding.Severity.SERIOUS,
          members,
          1,
          "The same picture, "
              + how
              + ", is in "
              + splits(members)
              + ": what is measured there comes out too good.");
    } else if (!labels) {
      add(
          Finding.Kind.COPY,
          Finding.Severity.WARNING,
          members,
          1,
          members.size() + " files are the same picture, " + how + ".");
    }
  }

  /** The groups of near copies that are more than one group of copies. */
  private void tellNear() {
    Map<Integer, List<NearDuplicates.Pair>> pairs = new LinkedHashMap<>();
    for (List<Integer> group : near.groups()) {
      if (group.stream().map(same::of).distinct().count() > 1) {
        pairs.put(group.get(0), new ArrayList<>());
      }
    }
    Groups groups = new Groups(pictures.size());
    near.groups().forEach(group -> group.forEach(i -> groups.join(group.get(0), i)));
    for (NearDuplicates.Pair pair : near.pairs()) {
      List<NearDuplicates.Pair> own = pairs.get(groups.of(pair.first()));
      if (own != null) {
        own.add(pair);
      }
    }
    for (List<Integer> group : near.groups()) {
      List<NearDuplicates.Pair> own = pairs.get(group.get(0));
      if (own != null) {
        tellNear(group, own);
      }
    }
  }

  private void tellNear(List<Integer> group, List<NearDuplicates.Pair> pairs) {
    List<AuditedPicture> members = group.stream().map(pictures::get).toList();
    NearDuplicates.Pair least =
        pairs.stream().min(Comparator.comparingDouble(NearDuplicates.Pair::likeness)).orElse(null);
    if (least == null) {
      return;
    }
    boolean splits = members.stream().map(AuditedPicture::split).distinct().count() > 1;
    boolean labels = members.stream().map(AuditedPicture::label).distinct().count() > 1;
    double likeness = least.likeness();
    String how = members.size() == 2 ? words(least.symmetry()) : members.size() + " pictures";
    if (labels) {
      add(
          Finding.Kind.NEAR_COPY_TWO_LABELS,
          Finding.Severity.SERIOUS,
          members,
          likeness,
          "Near copies (" + how + ") are labelled " + labels(members) + ".");
    }
    if (splits) {
      add(
          Finding.Kind.NEAR_COPY_ACROSS_SPLITS,
          Finding.Severity.SERIOUS,
          members,
          likeness,
          "Near copies ("
              + how
              + ") are in "
              + splits(members)
              + ": what is measured there comes out too good.");
    } else if (!labels) {
      add(
          Finding.Kind.NEAR_COPY,
          Finding.Severity.REMARK,
          members,
          likeness,
          "Near copies (" + how + "): keep them together when the data set is split.");
    }
  }

  private static String words(Symmetry symmetry) {
    return symmetry == Symmetry.IDENTITY
        ? "not turned"
        : symmetry.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String labels(List<AuditedPicture> members) {
    return joined(members.stream().map(AuditedPicture::label).distinct().toList(), "'");
  }

  private static String splits(List<AuditedPicture> members) {
    return joined(members.stream().map(AuditedPicture::splitName).distinct().toList(), "");
  }

  private static String joined(List<String> words, String quote) {
    List<String> quoted = words.stream().map(word -> quote + word + quote).toList();
    int last = quoted.size() - 1;
    return last == 0
        ? quoted.get(0)
        : String.join(", ", quoted.subList(0, last)) + " and " + quoted.get(last);
  }

  private void add(
      Finding.Kind kind,
      Finding.Severity severity,
      List<AuditedPicture> members,
      double score,
      String note) {
    findings.add(new Finding(kind, severity, members, score, note));
  }

  /** The number of the group of near copies of each picture; alone where there are none. */
  static int[] groupOf(NearDuplicates near, int pictures) {
    int[] groups = new int[pictures];
    for (int i = 0; i < pictures; i++) {
      groups[i] = i;
    }
    near.groups().forEach(group -> group.forEach(i -> groups[i] = group.get(0)));
    return groups;
  }
}
