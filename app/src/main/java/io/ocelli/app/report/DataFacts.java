package io.ocelli.app.report;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data set of a run.
 *
 * @param name folder or archive, as the user would name it
 * @param classes class names, index = position
 * @param counts for each split, in the order to show ("train", "val", "test"), the number of
 *     pictures of each class
 * @param rule how the splits came about: "as found in the folders", "10 % val, seed 42"
 * @param hash what tells this data set and split from another; empty when not known
 * @param failures pictures that could not be read, each with its reason
 */
public record DataFacts(
    String name,
    List<String> classes,
    Map<String, List<Integer>> counts,
    String rule,
    String hash,
    List<String> failures) {

  public DataFacts {
    classes = List.copyOf(classes);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    failures = List.copyOf(failures);
    for (List<Integer> perClass : counts.values()) {
      if (perClass.size() != classes.size()) {
        throw new IllegalArgumentException(
            perClass.size() + " counts for " + classes.size() + " classes");
      }
    }
  }

  /**
   * Of a data set that was read; splits without pictures are left out.
   *
   * @param rule how the splits came about
   * @param failures pictures that could not be read, each with its reason; what the data set itself
   *     could not look at is added
   */
  public static DataFacts of(ClassDataset data, String rule, List<String> failures) {
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      if (!data.samples(split).isEmpty()) {
        counts.put(split.folder(), Arrays.stream(data.counts(split)).boxed().toList());
      }
    }
    List<String> all = new ArrayList<>(data.unreadable());
    all.addAll(failures);
    return new DataFacts(data.name(), data.classes(), counts, rule, data.hash(), all);
  }

  /** Pictures of a split, 0 where there is no such split. */
  public long total(String split) {
    return counts.getOrDefault(split, List.of()).stream().mapToLong(Integer::longValue).sum();
  }
}
