package io.ocelli.app.cli;

import io.ocelli.dataset.Split;
import io.ocelli.dataset.split.Assignment;
import io.ocelli.dataset.split.SplitItem;
import io.ocelli.dataset.split.SplitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A split for people: a line for each class with its pictures in each split, or in val of each
 * fold.
 */
final class SplitCounts {
  private static final int MOST_FOLDS = 12;

  private final SplitTable table;
  private final List<String> heads = new ArrayList<>();
  private final List<IntPredicate> columns = new ArrayList<>();

  private SplitCounts(SplitTable table) {
    this.table = table;
  }

  /** The lines, without line ends. */
  static List<String> lines(SplitTable table) {
    return new SplitCounts(table).lines();
  }

  private List<String> lines() {
    Assignment assignment = table.assignment();
    List<Integer> folds = assignment.folds();
    if (folds.isEmpty()) {
      for (Split split : Split.values()) {
        if (split != Split.TRAIN_DEV || assignment.count(0, split) > 0) {
          column(split.folder(), 0, split);
        }
      }
    } else if (folds.size() <= MOST_FOLDS) {
      folds.forEach(fold -> column("fold " + fold, fold, Split.VAL));
      for (Split split : List.of(Split.TRAIN_DEV, Split.TEST)) {
        if (assignment.count(folds.get(0), split) > 0) {
          column(split.folder(), folds.get(0), split);
        }
      }
    }
    heads.add("all");
    columns.add(i -> true);
    List<String> lines = new ArrayList<>(classes());
    if (!folds.isEmpty()) {
      lines.add("");
      lines.addAll(folds(folds));
    }
    return lines;
  }

  private void column(String head, int fold, Split split) {
    heads.add(head);
    columns.add(i -> table.assignment().at(fold, i).filter(split::equals).isPresent());
  }

  private List<String> classes() {
    TreeMap<String, int[]> counts =
        new TreeMap<>(io.ocelli.dataset.SourceListing::compareCodePoints);
    int[] all = new int[columns.size()];
    for (int i = 0; i < table.items().size(); i++) {
      SplitItem item = table.items().get(i);
      int[] row = counts.computeIfAbsent(item.label(), label -> new int[columns.size()]);
      for (int c = 0; c < row.length; c++) {
        int one = columns.get(c).test(i) ? 1 : 0;
        row[c] += one;
        all[c] += one;
      }
    }
    int width =
        counts.keySet().stream()
            .mapToInt(name -> Columns.width(Columns.printable(name)))
            .max()
            .orElse(0);
    width = Math.max(width, "class".length());
    List<String> lines = new ArrayList<>();
    lines.add(line("class", width, heads));
    for (var entry : counts.entrySet()) {
      lines.add(line(Columns.printable(entry.getKey()), width, cells(entry.getValue())));
    }
    lines.add(line("all", width, cells(all)));
    return lines;
  }

  private static List<String> cells(int[] counts) {
    return IntStream.of(counts).mapToObj(String::valueOf).toList();
  }

  private static String line(String name, int width, List<String> cells) {
    StringBuilder line = new StringBuilder(Columns.pad(name, width));
    cells.forEach(
        cell -> line.append("  ").append(" ".repeat(Math.max(0, 7 - cell.length()))).append(cell));
    return line.toString();
  }

  /** What each fold learns from and holds out; in one line where there are many folds. */
  private List<String> folds(List<Integer> folds) {
    Assignment assignment = table.assignment();
    if (folds.size() > MOST_FOLDS) {
      var held =
          folds.stream().mapToInt(fold -> assignment.count(fold, Split.VAL)).summaryStatistics();
      return List.of(
          "%d folds, %d to %d, each with %s in val"
              .formatted(
                  folds.size(),
                  folds.get(0),
                  folds.get(folds.size() - 1),
                  held.getMin() == held.getMax()
                      ? pictures(held.getMin())
                      : held.getMin() + " to " + pictures(held.getMax())));
    }
    return folds.stream()
        .map(
            fold ->
                "fold %d: %d train, %d val"
                    .formatted(
                        fold,
                        assignment.count(fold, Split.TRAIN),
                        assignment.count(fold, Split.VAL)))
        .toList();
  }

  private static String pictures(int n) {
    return n == 1 ? "1 picture" : n + " pictures";
  }
}
