package io.ocelli.app.cli;

import io.ocelli.ops.Catalog;
import io.ocelli.ops.Found;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line for each picture, for people: its name and how much each operation that measures found in
 * it; with several pictures the sum below them.
 */
final class CountTable implements FindingWriter {
  private static final int WIDEST_NAME = 72;

  private final OutputStream out;
  private final boolean sum;
  private final int nameWidth;

  /** Steps that measure, from 0, and the heads of their columns. */
  private final Map<Integer, String> heads = new LinkedHashMap<>();

  private final Map<Integer, Integer> sums = new LinkedHashMap<>();

  CountTable(OutputStream out, Pipeline pipeline, List<String> names) throws IOException {
    this.out = out;
    this.sum = names.size() > 1;
    int widest = "source".length();
    for (String name : names) {
      widest = Math.max(widest, Columns.width(Columns.printable(name)));
    }
    this.nameWidth = Math.min(widest, WIDEST_NAME);
    for (int step = 0; step < pipeline.operations().size(); step++) {
      OperationSpec spec = Catalog.all().of(pipeline.operations().get(step));
      if (spec.measures()) {
        heads.put(
            step, heads.containsValue(spec.name()) ? spec.name() + "@" + (step + 1) : spec.name());
        sums.put(step, 0);
      }
    }
    line("source", heads);
  }

  @Override
  public void write(ImageOutcome outcome) throws IOException {
    if (outcome.error() != null) {
      out.write((name(outcome.source()) + "  failed\n").getBytes(StandardCharsets.UTF_8));
      return;
    }
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    heads.keySet().forEach(step -> counts.put(step, 0));
    for (Found found : outcome.findings()) {
      counts.computeIfPresent(found.step(), (step, count) -> count + 1);
    }
    counts.forEach((step, count) -> sums.merge(step, count, Integer::sum));
    line(outcome.source(), counts);
  }

  @Override
  public void finish() throws IOException {
    if (sum) {
      line("all", sums);
    }
  }

  private void line(String name, Map<Integer, ?> cells) throws IOException {
    StringBuilder line = new StringBuilder(name(name));
    heads.forEach(
        (step, head) -> {
          String cell = String.valueOf(cells.get(step));
          line.append("  ")
              .append(" ".repeat(Math.max(0, Math.max(5, head.length()) - cell.length())));
          line.append(cell);
        });
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String name(String source) {
    return Columns.pad(Columns.shortened(Columns.printable(source), nameWidth), nameWidth);
  }
}
