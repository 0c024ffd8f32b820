package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param data what was checked
 * @param pictures in the order of {@link ClassDataset#all()}
 * @param findings by kind, within a kind the worst first
 * @param readable pictures that can be read
 * @param nearDuplicates groups as indices into {@code pictures}
 * @param baselines null where there were too few pictures to fit anything
 */
public record AuditReport(
    ClassDataset data,
    List<AuditedPicture> pictures,
    List<Finding> findings,
    int readable,
    NearDuplicates nearDuplicates,
    @Nullable Baselines baselines) {

  /** Copies the lists and sorts the findings by kind. */
  public AuditReport {
    pictures = List.copyOf(pictures);
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort((a, b) -> a.kind().compareTo(b.kind()));
    findings = List.copyOf(sorted);
  }

  /** Whether something was found that has to be mended before the data set is used. */
  public boolean serious() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.SERIOUS);
  }

  /** The findings of each kind; kinds that were not found are absent. */
  public Map<Finding.Kind, List<Finding>> byKind() {
    Map<Finding.Kind, List<Finding>> byKind = new EnumMap<>(Finding.Kind.class);
    for (Finding finding : findings) {
      byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>()).add(finding);
    }
    return Collections.unmodifiableMap(byKind);
  }
}
