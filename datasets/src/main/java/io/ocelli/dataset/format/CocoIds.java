package io.ocelli.dataset.format;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whole numbers that name things once: those that are given where they can be, else new ones. */
final class CocoIds {
  private final Set<Long> taken = new HashSet<>();
  private long next = 1;

  /** Announces a number that is to be given later, so that no new one collides with it. */
  void reserve(@Nullable String wanted) {
    Long id = number(wanted);
    if (id != null && id >= next && id < Long.MAX_VALUE) {
      next = id + 1;
    }
  }

  /** The wanted number if it is one and free, else the next new one. */
  long take(@Nullable String wanted) {
    Long id = number(wanted);
    if (id != null && taken.add(id)) {
      return id;
    }
    while (!taken.add(next)) {
      next++;
    }
    return next++;
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
