package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.audit.Audit;
import io.ocelli.dataset.audit.AuditOptions;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.Finding.Kind;
import java.util.List;
import java.util.Map;

/** The short form of {@code data check}: a few lines before a training. */
final class DataWarnings {
  private DataWarnings() {}

  /** Says what copies and near copies there are that make the figures of a training wrong. */
  static void print(ClassDataset data, CommonOptions common, Terminal terminal) {
    Progress progress = new Progress(terminal, "pictures checked", data.all().size());
    AuditReport report =
        Audit.ofCopies(data, new AuditOptions(common.workers(), common.seed, null, progress));
    for (Map.Entry<Kind, List<Finding>> entry : report.byKind().entrySet()) {
      List<Finding> serious =
          entry.getValue().stream()
              .filter(finding -> finding.severity() == Finding.Severity.SERIOUS)
              .toList();
      if (!serious.isEmpty()) {
        Finding first = serious.get(0);
        terminal.remark(
            Columns.printable(
                "warning: %s: %d, the first: %s and %s"
                    .formatted(
                        entry.getKey().title(),
                        serious.size(),
                        first.pictures().get(0).path(),
                        first.pictures().get(1).path())));
      }
    }
    if (report.serious()) {
      terminal.remark(
          "  'ocelli data check %s' shows them, and --fix writes a split without them"
              .formatted(CommandText.quoted(data.name())));
    }
  }
}
