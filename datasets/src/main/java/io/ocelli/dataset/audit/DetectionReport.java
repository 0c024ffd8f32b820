package io.ocelli.dataset.audit;

import io.ocelli.dataset.DetectionDataset;
import java.util.List;

/**
 * What a check of a data set with objects found.
 *
 * @param data what was checked
 * @param info what it holds
 * @param boxes where its boxes lie, and how large they are
 * @param pictures in the order of {@link DetectionDataset#pictures()}
 * @param findings by kind, within a kind the worst first
 * @param readable pictures that can be read
 * @param nearDuplicates groups as indices into {@code pictures}
 */
public record DetectionReport(
    DetectionDataset data,
    AnnotationInfo info,
    BoxStatistics boxes,
    List<AuditedPicture> pictures,
    List<Finding> findings,
    int readable,
    NearDuplicates nearDuplicates)
    implements Checked {

  /** Copies the lists and sorts the findings by kind. */
  public DetectionReport {
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
