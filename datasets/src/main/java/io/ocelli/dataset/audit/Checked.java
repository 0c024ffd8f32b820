package io.ocelli.dataset.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a check found, whatever kind of data set it was. */
public sealed interface Checked permits AuditReport, DetectionReport {
  /** Name of the data set. */
  String name();

  /** Names of the classes, in the order of their indices. */
  List<String> classes();

  /** All pictures, those that cannot be read included. */
  List<AuditedPicture> pictures();

  /** By kind, within a kind the worst first. */
  List<Finding> findings();

  /** Pictures that can be read. */
  int readable();

  /** Groups as indices into {@link #pictures()}. */
  NearDuplicates nearDuplicates();

  /** Whether something was found that has to be mended before the data set is used. */
  default boolean serious() {
    return findings().stream().anyMatch(f -> f.severity() == Finding.Severity.SERIOUS);
  }

  /** The findings of each kind; kinds that were not found are absent. */
  default Map<Finding.Kind, List<Finding>> byKind() {
    Map<Finding.Kind, List<Finding>> byKind = new EnumMap<>(Finding.Kind.class);
    for (Finding finding : findings()) {
      byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>()).add(finding);
    }
    return Collections.unmodifiableMap(byKind);
  }

  /** The same findings by kind and severity, else in their order. */
  static List<Finding> byKind(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::kind).thenComparing(Finding::severity))
        .toList();
  }
}
