package io.ocelli.dataset.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers joined to groups (union-find); the representative of a group is its least number. */
final class Groups {
  private final int[] parent;

  Groups(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  int of(int i) {
    int root = i;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  void join(int a, int b) {
    int first = of(a);
    int second = of(b);
    parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** The groups of two and more, by their least numbers; the numbers rise. */
  List<List<Integer>> several() {
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      byRoot.computeIfAbsent(of(i), root -> new ArrayList<>()).add(i);
    }
    return byRoot.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
  }
}
