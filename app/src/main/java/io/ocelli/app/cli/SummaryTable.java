package io.ocelli.app.cli;

import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.NetSummary.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a network for people, with the columns that Keras has. */
final class SummaryTable {
  private static final List<String> HEAD =
      List.of("layer (type)", "output shape", "parameters", "trainable", "connected to");
  private static final int LONGEST_NAME = 60;

  private final Terminal terminal;

  SummaryTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(NetSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    rows.add(List.of("input", summary.input().toString(), "0", "", ""));
    for (Layer layer : summary.layers()) {
      rows.add(row(layer));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
      }
    }
    terminal.out().println(Columns.printable(summary.name()));
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        boolean right = i == 2;
        String space = " ".repeat(widths[i] - Columns.width(cell));
        line.append(right ? space + cell : cell + space).append("  ");
      }
      terminal.out().println(line.toString().stripTrailing());
    }
    terminal.out().println();
    total("parameters", number(summary.parameters()) + " (" + Bytes.text(summary.bytes()) + ")");
    total("trainable", number(summary.trainable()));
    total("not trainable", number(summary.fixed()));
    total("work", ModelInfoTable.large(summary.macs()) + " multiply-adds a picture");
  }

  private static List<String> row(Layer layer) {
    String type = layer.detail().isEmpty() ? layer.kind() : layer.kind() + " " + layer.detail();
    return List.of(
        Columns.shortened(Columns.printable(layer.name()), LONGEST_NAME) + " (" + type + ")",
        layer.shape().toString(),
        number(layer.parameters()),
        trainable(layer),
        Columns.printable(String.join(", ", layer.inputs())));
  }

  private static String trainable(Layer layer) {
    if (layer.parameters() == 0) {
      return "";
    }
    if (layer.fixed() == 0) {
      return "yes";
    }
    return layer.trainable() == 0 ? "no" : number(layer.trainable());
  }

  private void total(String key, String value) {
    terminal.out().println(Columns.pad(key, 14) + value);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
