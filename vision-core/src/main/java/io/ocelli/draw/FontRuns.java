package io.ocelli.draw;

import java.awt.Font;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a line of text into runs that one font can draw. */
final class FontRuns {
  private FontRuns() {}

  /** Characters {@code start} (inclusive) to {@code end} (exclusive), drawn with one font. */
  record Run(int start, int end, Font font) {}

  /**
   * The runs of a line, which has at least one character. A stretch of one script goes to the first
   * font that has all of it, so that its letters join; if none has, each of its letters (with its
   * marks) goes to the first font that has it, or to the first of all, which draws a box.
   */
  static List<Run> of(String line, List<Font> fonts) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    while (start < line.length()) {
      int end = scriptEnd(line, start);
      Font whole = first(line, start, end, fonts);
      if (whole != null) {
        add(runs, start, end, whole);
      } else {
        addLetters(runs, line, start, end, fonts);
      }
      start = end;
    }
    return runs;
  }

  private static void addLetters(
      List<Run> runs, String line, int start, int end, List<Font> fonts) {
    BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
    letters.setText(line.substring(start, end));
    int from = start;
    for (int next = letters.next(); next != BreakIterator.DONE; next = letters.next()) {
      Font font = first(line, from, start + next, fonts);
      add(runs, from, start + next, font == null ? fonts.get(0) : font);
      from = start + next;
    }
  }

  private static void add(List<Run> runs, int start, int end, Font font) {
    Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (last != null && last.font().equals(font)) {
      runs.set(runs.size() - 1, new Run(last.start(), end, font));
    } else {
      runs.add(new Run(start, end, font));
    }
  }

  private static @org.jspecify.annotations.Nullable Font first(
      String line, int start, int end, List<Font> fonts) {
    for (Font font : fonts) {
      if (canDisplay(font, line, start, end)) {
        return font;
      }
    }
    return null;
  }

  private static boolean canDisplay(Font font, String line, int start, int end) {
    return line.substring(start, end)
        .codePoints()
        .allMatch(c -> isInvisible(c) || font.canDisplay(c));
  }

  /** Joiners, direction marks and variation selectors need no glyph. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xfe00 && codePoint <= 0xfe0f);
  }

  /** Where the script changes; signs that belong to no script stay with what is before them. */
  private static int scriptEnd(String line, int start) {
    UnicodeScript script = UnicodeScript.COMMON;
    int i = start;
    while (i < line.length()) {
      int codePoint = line.codePointAt(i);
      UnicodeScript here = UnicodeScript.of(codePoint);
      if (here != UnicodeScript.COMMON && here != UnicodeScript.INHERITED) {
        if (script != UnicodeScript.COMMON && here != script) {
          return i;
        }
        script = here;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }
}
