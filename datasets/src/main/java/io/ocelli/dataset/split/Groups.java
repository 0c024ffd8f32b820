package io.ocelli.dataset.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The groups of items, numbered in the order of their names, and how many items of each class each
 * holds.
 */
final class Groups {
  private final int[] groupOf;
  private final List<String> names;
  private final int classes;

  /** For each group: class, count, class, count, … */
  private final List<int[]> counts;

  private Groups(int[] groupOf, List<String> names, int classes, List<int[]> counts) {
    this.groupOf = groupOf;
    this.names = names;
    this.classes = classes;
    this.counts = counts;
  }

  static Groups of(List<SplitItem> items) {
    TreeSet<String> keys = new TreeSet<>();
    TreeSet<String> labels = new TreeSet<>();
    for (SplitItem item : items) {
      keys.add(key(item));
      labels.add(item.label());
    }
    Map<String, Integer> keyIndex = index(keys);
    Map<String, Integer> labelIndex = index(labels);
    int[] groupOf = new int[items.size()];
    List<TreeMap<Integer, Integer>> counts = new ArrayList<>();
    keys.forEach(key -> counts.add(new TreeMap<>()));
    for (int i = 0; i < groupOf.length; i++) {
      SplitItem item = items.get(i);
      groupOf[i] = keyIndex.getOrDefault(key(item), 0);
      counts.get(groupOf[i]).merge(labelIndex.getOrDefault(item.label(), 0), 1, Integer::sum);
    }
    return new Groups(
        groupOf,
        List.copyOf(keys),
        labels.size(),
        counts.stream()
            .map(
                of ->
                    of.entrySet().stream()
                        .flatMapToInt(e -> java.util.stream.IntStream.of(e.getKey(), e.getValue()))
                        .toArray())
            .toList());
  }

  private static Map<String, Integer> index(Set<String> sorted) {
    Map<String, Integer> index = new HashMap<>();
    sorted.forEach(name -> index.put(name, index.size()));
    return index;
  }

  /** A group of its own must not meet a group that has the name of a path. */
  private static String key(SplitItem item) {
    return item.group() == null ? "1\0" + item.path() : "0\0" + item.group();
  }

  int size() {
    return names.size();
  }

  int classes() {
    return classes;
  }

  /** The group of an item. */
  int of(int item) {
    return groupOf[item];
  }

  List<String> names() {
    return names;
  }

  int[] counts(int group) {
    return counts.get(group);
  }

  /** Number of items of a group. */
  int weight(int group) {
    int sum = 0;
    int[] of = counts.get(group);
    for (int k = 1; k < of.length; k += 2) {
      sum += of[k];
    }
    return sum;
  }
}
