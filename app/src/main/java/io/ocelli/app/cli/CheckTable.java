package io.ocelli.app.cli;

import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.Finding.Kind;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code data check} prints for people. */
final class CheckTable {
  private CheckTable() {}

  static void print(AuditReport report, PrintStream out) {
    out.printf(
        "checked   %d pictures of %d classes, %d readable%n",
        report.pictures().size(), report.data().classes().size(), report.readable());
    Baselines baselines = report.baselines();
    if (baselines != null) {
      out.printf(
          Locale.ROOT,
          "accuracy  border alone %.1f %%, mean colour %.1f %%, whole picture %.1f %%;"
              + " the largest class %.1f %%, chance %.1f %%%n",
          100 * baselines.border(),
          100 * baselines.meanColor(),
          100 * baselines.content(),
          100 * baselines.majority(),
          100 * baselines.chance());
    }
    if (report.findings().isEmpty()) {
      out.println("nothing found");
      return;
    }
    out.println();
    out.printf("%-8s %6s  finding%n", "weight", "number");
    for (Map.Entry<Kind, List<Finding>> entry : report.byKind().entrySet()) {
      List<Finding> findings = entry.getValue();
      Finding first = findings.get(0);
      out.printf(
          "%-8s %6d  %s%n",
          first.severity().name().toLowerCase(Locale.ROOT),
          findings.size(),
          entry.getKey().title());
      String where = first.pictures().size() == 1 ? first.pictures().get(0).path() + ": " : "";
      out.printf("%17s%s%n", "", Columns.printable(where + first.note()));
    }
  }
}
