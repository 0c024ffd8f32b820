package io.ocelli.dataset.format;

import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.AnnotationProblem.Outcome;
import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bad annotations as they are met; in strict reading the first one ends it. */
final class Problems {
  private static final int LONGEST_VALUE = 120;

  private final boolean strict;
  private final List<AnnotationProblem> all = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, Integer> counted = new LinkedHashMap<>();

  Problems(boolean strict) {
    this.strict = strict;
  }

  void dropped(Place place, String problem, String value) {
    add(place, problem, value, Outcome.DROPPED);
  }

  void repaired(Place place, String problem, String value) {
    add(place, problem, value, Outcome.REPAIRED);
  }

  private void add(Place place, String problem, String value, Outcome outcome) {
    String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    AnnotationProblem one =
        new AnnotationProblem(place.file(), place.line(), problem, shown, outcome);
    if (strict) {
      throw new OcelliException(
          problem,
          shown,
          one.place(),
          "correct it, or read without --strict, which " + does(outcome));
    }
    all.add(one);
  }

  private static String does(Outcome outcome) {
    return outcome == Outcome.REPAIRED ? "repairs such annotations" : "leaves such annotations out";
  }

  /** Says something of the whole once. */
  void remark(String text) {
    if (!remarks.contains(text)) {
      remarks.add(text);
    }
  }

  /** Counts what is no fault but worth a remark; {@code %d} in the text becomes the number. */
  void count(String text) {
    counted.merge(text, 1, Integer::sum);
  }

  List<AnnotationProblem> all() {
    return all;
  }

  List<String> remarks() {
    List<String> both = new ArrayList<>(remarks);
    counted.forEach((text, number) -> both.add(text.replace("%d", Integer.toString(number))));
    return both;
  }

  /** A file, and a line in it counted from 1, or 0 for the whole file. */
  record Place(String file, int line) {
    static Place of(ByteSource source) {
      return new Place(source.name(), 0);
    }

    static Place of(ByteSource source, int line) {
      return new Place(source.name(), line);
    }
  }
}
