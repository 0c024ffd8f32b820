package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures with the same bytes. */
final class Duplicates {
  private Duplicates() {}

  private record Place(Split split, Sample sample) {}

  /** The groups, in the order of their first pictures. */
  static List<DatasetInfo.Duplicate> among(ClassDataset data, List<PictureFacts> facts) {
    Map<String, List<Place>> groups = new LinkedHashMap<>();
    int i = 0;
    for (Split split : Split.values()) {
      for (Sample sample : data.samples(split)) {
        String sha256 = facts.get(i++).sha256();
        if (!sha256.isEmpty() && sample.source().size() > 0) {
          groups.computeIfAbsent(sha256, key -> new ArrayList<>()).add(new Place(split, sample));
        }
      }
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .map(
            group ->
                new DatasetInfo.Duplicate(
                    group.stream().map(place -> place.sample().source().name()).toList(),
                    group.stream().map(Place::split).distinct().count() > 1,
                    group.stream().map(place -> place.sample().label()).distinct().count() > 1))
        .toList();
  }

  static void remark(List<DatasetInfo.Duplicate> duplicates, List<String> remarks) {
    if (duplicates.isEmpty()) {
      return;
    }
    long splits = duplicates.stream().filter(DatasetInfo.Duplicate::acrossSplits).count();
    long classes = duplicates.stream().filter(DatasetInfo.Duplicate::acrossClasses).count();
    remarks.add(
        count(duplicates.size(), "picture is there", "pictures are there")
            + " more than once, byte for byte");
    if (splits > 0) {
      remarks.add(
          count(splits, "of them is", "of them are")
              + " in more than one split: what is measured there comes out too good");
    }
    if (classes > 0) {
      remarks.add(
          count(classes, "of them is", "of them are")
              + " in more than one class: one of the labels has to be wrong");
    }
  }

  private static String count(long n, String one, String more) {
    return n + " " + (n == 1 ? one : more);
  }
}
