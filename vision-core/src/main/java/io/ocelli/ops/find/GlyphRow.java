package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Characters of one height that stand in a row, from left to right.
 *
 * @param glyphs those of at least {@link #SHORTEST} characters, some of which may touch
 * @param dark whether they are darker than their ground
 * @param slope of the row: how far it falls for each pixel to the right
 * @param middle y of the row's middle line at x = 0
 * @param height median height of the characters in pixels
 */
record GlyphRow(List<Glyph> glyphs, boolean dark, double slope, double middle, double height) {
  /** Fewer are no row. */
  static final int SHORTEST = 4;

  /** The steepest row, 20 degrees. */
  private static final double STEEPEST = 0.364;

  private static final double WIDEST_GAP = 1.25;

  /**
   * A gap where a space stands, or a character that touches the border: only between characters
   * that agree well in height and line.
   */
  private static final double WIDEST_BRIDGED = 2.1;

  double x1() {
    return glyphs.get(0).x1();
  }

  double x2() {
    return glyphs.get(glyphs.size() - 1).x2();
  }

  /** The upright box around it. */
  Box box() {
    double y1 = glyphs.stream().mapToDouble(Glyph::y1).min().orElseThrow();
    double y2 = glyphs.stream().mapToDouble(Glyph::y2).max().orElseThrow();
    return new Box((float) x1(), (float) y1, (float) x2(), (float) y2);
  }

  /** Median width of the characters over their height. */
  double aspect() {
    double[] widths =
        glyphs.stream().filter(Glyph::single).mapToDouble(Glyph::width).sorted().toArray();
    return widths[widths.length / 2] / height;
  }

  double yAt(double x) {
    return middle + slope * x;
  }

  /** The rows among some glyphs, those of more glyphs first; no glyph is in two rows. */
  static List<GlyphRow> among(List<Glyph> glyphs, boolean dark) {
    List<Glyph> sorted = new ArrayList<>(glyphs);
    sorted.sort(Comparator.comparingDouble(Glyph::x).thenComparingDouble(Glyph::y));
    List<GlyphRow> all = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Glyph first = sorted.get(i);
      for (int j = i + 1; j < sorted.size(); j++) {
        Glyph second = sorted.get(j);
        if (second.x1() - first.x2() > WIDEST_BRIDGED * first.height()) {
          if (second.x() - first.x() > 3 * GlyphSearch.LARGEST + 3 * first.height()) {
            break;
          }
          continue;
        }
        if (joins(first, second, first.height())
            && Math.abs(second.y() - first.y())
                <= STEEPEST * (second.x() - first.x()) + 0.08 * first.height()) {
          List<Glyph> row = extend(sorted, i, j);
          if (characters(row) >= SHORTEST) {
            GlyphRow made = fit(row, dark);
            if (Math.abs(made.slope()) <= STEEPEST) {
              all.add(made);
            }
          }
        }
      }
    }
    all.sort(
        Comparator.<GlyphRow>comparingInt(row -> -row.glyphs().size())
            .thenComparingDouble(GlyphRow::roughness)
            .thenComparingDouble(GlyphRow::x1));
    Set<Glyph> used = new HashSet<>();
    List<GlyphRow> kept = new ArrayList<>();
    for (GlyphRow row : all) {
      if (row.glyphs().stream().noneMatch(used::contains)) {
        kept.add(row);
        used.addAll(row.glyphs());
      }
    }
    return kept;
  }

  /** How far tops and bottoms lie from straight lines, of the height; 0 is perfect. */
  double roughness() {
    double sum = 0;
    for (Glyph glyph : glyphs) {
      sum += Math.abs(glyph.y() - yAt(glyph.x())) + Math.abs(glyph.height() - height);
    }
    return sum / glyphs.size() / height;
  }

  /** How many characters there are at least; 0 where hardly one of the patches is a single one. */
  private static int characters(List<Glyph> row) {
    int single = (int) row.stream().filter(Glyph::single).count();
    int touching = row.size() - single;
    return single < 2 || touching > single ? 0 : single + 2 * touching;
  }

  private static boolean joins(Glyph left, Glyph right, double height) {
    return follows(left, right, height) || bridges(left, right, height);
  }

  private static boolean follows(Glyph left, Glyph right, double height) {
    double gap = right.x1() - left.x2();
    // The upright box around several characters in a row that is turned is higher than they are.
    double turned = right.single() ? 0 : 0.18 * (right.width() / height - 0.7);
    return right.x() > left.x()
        && gap > -0.25 * height
        && gap <= WIDEST_GAP * height
        && right.height() > 0.78 * height
        && right.height() < (1.28 + turned) * height;
  }

  /** Whether a wide gap lies between two characters of the same height. */
  private static boolean bridges(Glyph left, Glyph right, double height) {
    double gap = right.x1() - left.x2();
    return gap > WIDEST_GAP * height
        && gap <= WIDEST_BRIDGED * height
        && left.single()
        && right.single()
        && Math.abs(right.height() - left.height()) <= 0.1 * height
        && Math.abs(right.height() - height) <= 0.12 * height;
  }

  /** The row without its last, and without its first character, where enough are left. */
  List<GlyphRow> shorter() {
    int n = glyphs.size();
    return Stream.of(glyphs.subList(0, n - 1), glyphs.subList(1, n))
        .filter(part -> characters(part) > SHORTEST)
        .map(part -> fit(part, dark))
        .filter(row -> Math.abs(row.slope()) <= STEEPEST)
        .toList();
  }

  private static List<Glyph> extend(List<Glyph> sorted, int first, int second) {
    List<Glyph> row = new ArrayList<>(List.of(sorted.get(first), sorted.get(second)));
    int at = second + 1;
    while (at < sorted.size()) {
      GlyphRow line = fit(row, true);
      // The slope of two neighbours says little.
      double tolerance = (row.size() == 2 ? 0.25 : 0.16) * line.height();
      Glyph last = row.get(row.size() - 1);
      int where = -1;
      for (int k = at; k < sorted.size() && where < 0; k++) {
        Glyph next = sorted.get(k);
        if (next.x() - last.x() > last.width() / 2 + (WIDEST_BRIDGED + 1.3) * line.height()) {
          break;
        }
        double off = Math.abs(next.y() - line.yAt(next.x()));
        if (joins(last, next, line.height()) && off <= tolerance) {
          where = k;
        }
      }
      if (where < 0) {
        break;
      }
      row.add(sorted.get(where));
      at = where + 1;
    }
    return row;
  }

  private static GlyphRow fit(List<Glyph> row, boolean dark) {
    double n = row.size();
    double mx = 0;
    double my = 0;
    for (Glyph glyph : row) {
      mx += glyph.x() / n;
      my += glyph.y() / n;
    }
    double xx = 0;
    double xy = 0;
    for (Glyph glyph : row) {
      xx += (glyph.x() - mx) * (glyph.x() - mx);
      xy += (glyph.x() - mx) * (glyph.y() - my);
    }
    double slope = xx == 0 ? 0 : xy / xx;
    double[] heights = row.stream().mapToDouble(Glyph::height).sorted().toArray();
    return new GlyphRow(
        List.copyOf(row), dark, slope, my - slope * mx, heights[heights.length / 2]);
  }
}
