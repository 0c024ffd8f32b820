package io.ocelli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All twins: one list for each group of operations. */
final class Twins {
  private static final List<List<Twin>> GROUPS =
      List.of(
          ColorTwins.all(),
          GeometricTwins.all(),
          FilterTwins.all(),
          SegmentTwins.all(),
          FeatureTwins.all(),
          DrawTwins.all(),
          FindTwins.all());

  private final Map<String, Twin> byOperation = new LinkedHashMap<>();

  Twins() {
    for (List<Twin> group : GROUPS) {
      for (Twin twin : group) {
        if (byOperation.putIfAbsent(twin.operation(), twin) != null) {
          throw new IllegalStateException("two twins of " + twin.operation());
        }
      }
    }
  }

  /** The twin of an operation, where OpenCV has one. */
  Optional<Twin> of(String operation) {
    return Optional.ofNullable(byOperation.get(operation));
  }

  /** The operations that have one. */
  Iterable<String> operations() {
    return byOperation.keySet();
  }
}
