package io.ocelli.app.cli;

import io.ocelli.dataset.Split;
import io.ocelli.dataset.audit.AnnotationInfo;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.BoxStatistics;
import io.ocelli.dataset.audit.Checked;
import io.ocelli.dataset.audit.DetectionReport;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.Finding.Kind;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
    findings(report, out);
  }

  static void print(DetectionReport report, PrintStream out) {
    AnnotationInfo info = report.info();
    out.printf(
        "checked   %d pictures with %d objects of %d classes (%s), %d readable%n",
        info.pictures(), info.objects(), info.classes().size(), info.format(), report.readable());
    AnnotationInfo.BoxSizes sizes = info.boxes();
    BoxStatistics boxes = report.boxes();
    out.printf(
        "boxes     %d small (below 32x32), %d medium, %d large (96x96 and more);"
            + " %d touch the edge, %d cover the picture%n",
        sizes.small(), sizes.medium(), sizes.large(), boxes.atEdge(), boxes.whole());
    out.printf(
        Locale.ROOT,
        "          sides %.1f to %.1f pixels, median %.1f; width to height %.2f to %.2f, median"
            + " %.2f%n",
        sizes.shortest(),
        sizes.longest(),
        sizes.median(),
        boxes.aspect().low(),
        boxes.aspect().high(),
        boxes.aspect().median());
    classes(report, out);
    findings(report, out);
  }

  private static void classes(DetectionReport report, PrintStream out) {
    Set<Split> splits = report.info().splits().keySet();
    List<AnnotationInfo.ClassCount> all = report.info().classes();
    int width = all.stream().mapToInt(one -> Columns.width(one.name())).max().orElse(0);
    width = Math.max(width, "class".length());
    out.println();
    StringBuilder head = new StringBuilder(Columns.pad("class", width));
    splits.forEach(split -> head.append(String.format("%10s", split.folder())));
    out.println(head.append(String.format("%10s%10s", "objects", "pictures")));
    for (int i = 0; i < all.size(); i++) {
      AnnotationInfo.ClassCount one = all.get(i);
      StringBuilder row = new StringBuilder(Columns.pad(Columns.printable(one.name()), width));
      Map<Split, Integer> counts = report.boxes().objects().get(i);
      splits.forEach(split -> row.append(String.format("%10d", counts.getOrDefault(split, 0))));
      out.println(row.append(String.format("%10d%10d", one.objects(), one.pictures())));
    }
  }

  private static void findings(Checked report, PrintStream out) {
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
