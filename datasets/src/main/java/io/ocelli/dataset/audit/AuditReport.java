package io.ocelli.dataset.audit;

import io.ocelli.dataset.ClassDataset;
import java.util.List;
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
    @Nullable Baselines baselines)
    implements Checked {

  /** Copies the lists and sorts the findings by kind. */
  public AuditReport {
    pictures = List.copyOf(pictures);
    findings = Checked.byKind(findings);
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public List<String> classes() {
    return data.classes();
  }
}
