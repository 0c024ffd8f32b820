package io.ocelli.bench;

import java.util.List;

/** Drawing by hand: so far none, these operations are measured alone. */
final class DrawTwins {
  private DrawTwins() {}

  static List<Twin> all() {
    return List.of();
  }
}
