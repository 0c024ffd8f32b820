package io.ocelli.dataset.audit;

import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a data set with objects: broken and odd files, bad annotations, copies and near copies,
 * above all those in two splits or with different objects, boxes that cannot be meant, and classes
 * that are empty, tiny, unequal or absent from a split. Every picture is read once.
 */
public final class DetectionAudit {
  private DetectionAudit() {}

  /**
   * Checks everything.
   *
   * @param data as {@link io.ocelli.dataset.format.DatasetFormat} reads it, bad annotations
   *     repaired
   * @param format the name of the format that it was read as
   * @param options of which threads and progress matter
   */
  public static DetectionReport of(DetectionDataset data, String format, AuditOptions options) {
    List<AuditedPicture> pictures = AuditedPicture.of(data);
    List<Sample> samples =
        data.pictures().stream().map(one -> new Sample(one.source(), 0, one.path())).toList();
    List<Look> looks =
        Look.at(samples, Look.Depth.COPIES, null, options.threads(), options.progress());
    NearDuplicates near = NearDuplicates.among(looks, options.threads(), false);
    List<Finding> findings =
        new ArrayList<>(FileChecks.find(pictures, looks, List.of(), data.remarks()));
    data.problems().forEach(problem -> findings.add(bad(problem)));
    CopyChecks.Copies copies = CopyChecks.find(pictures, looks, near);
    findings.addAll(copies.findings());
    findings.addAll(ObjectCopies.find(data, pictures, copies.copies(), near));
    findings.addAll(BoxChecks.find(data, pictures));
    findings.addAll(ObjectClasses.find(data));
    int readable = (int) looks.stream().filter(look -> look.facts().header() != null).count();
    return new DetectionReport(
        data,
        AnnotationInfo.of(data, format),
        BoxStatistics.of(data),
        pictures,
        findings,
        readable,
        near);
  }

  private static Finding bad(AnnotationProblem problem) {
    boolean dropped = problem.outcome() == AnnotationProblem.Outcome.DROPPED;
    return new Finding(
        Finding.Kind.BAD_ANNOTATION,
        dropped ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
        List.of(),
        Double.NaN,
        problem.oneLine());
  }
}
