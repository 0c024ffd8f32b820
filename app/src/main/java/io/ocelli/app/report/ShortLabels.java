package io.ocelli.app.report;

import java.awt.FontMetrics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Class names as they fit beside a plot: underscores become spaces, three of them a slash, and the
 * middle of a long name is left out, since names of one crop or kind begin alike and differ at
 * their end. Names that come out the same get their class index.
 */
final class ShortLabels {
  private ShortLabels() {}

  static List<String> of(List<String> labels, FontMetrics metrics, int width) {
    List<String> cut = labels.stream().map(l -> cut(readable(l), metrics, width)).toList();
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    cut.stream().filter(l -> !seen.add(l)).forEach(twice::add);
    if (twice.isEmpty()) {
      return cut;
    }
    return java.util.stream.IntStream.range(0, labels.size())
        .mapToObj(
            i ->
                twice.contains(cut.get(i))
                    ? cut(i + ": " + readable(labels.get(i)), metrics, width)
                    : cut.get(i))
        .toList();
  }

  static String readable(String label) {
    String words =
        label.replaceAll("\\s*_{2,}\\s*", " / ").replace('_', ' ').replaceAll("\\s+", " ").strip();
    return words.isEmpty() || words.equals("/") ? label : words;
  }

  private static String cut(String label, FontMetrics metrics, int width) {
    if (metrics.stringWidth(label) <= width) {
      return label;
    }
    int[] points = label.codePoints().toArray();
    for (int kept = points.length - 1; kept > 2; kept--) {
      int head = kept / 2;
      int tail = kept - head;
      String candidate =
          new String(points, 0, head).stripTrailing()
              + "…"
              + new String(points, points.length - tail, tail).stripLeading();
      if (metrics.stringWidth(candidate) <= width) {
        return candidate;
      }
    }
    return "…";
  }
}
