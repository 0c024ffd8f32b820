package io.ocelli.bench;

import java.util.List;

/** Features by hand: so far none, these operations are measured alone. */
final class FeatureTwins {
  private FeatureTwins() {}

  static List<Twin> all() {
    return List.of();
  }
}
