package io.ocelli.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes what operations measure, in the order in which they say it. Not for several threads. */
public final class Findings {
  private final List<Found> all = new ArrayList<>();
  private int step;
  private String operation = "";
  private String part = "";

  /** Adds one. */
  public void add(Finding finding) {
    all.add(new Found(step, operation, part, finding));
  }

  /** All so far; a view. */
  public List<Found> all() {
    return Collections.unmodifiableList(all);
  }

  /** From here on, findings are of this step. */
  void at(int step, String operation, String part) {
    this.step = step;
    this.operation = operation;
    this.part = part;
  }
}
