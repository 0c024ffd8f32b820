package io.ocelli.app.cli;

/** Text in columns of a terminal. */
final class Columns {
  private Columns() {}

  /**
   * Cells the text takes: two for the wide letters of East Asia and for emoji, none for marks that
   * sit on another letter (a short form of Unicode's annex 11).
   */
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  /** With spaces after it to fill the cells; longer text stays as it is. */
  static String pad(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - width(text)));
  }

  /** Longer text without its beginning, which of a path says least. */
  static String shortened(String text, int cells) {
    if (width(text) <= cells) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int from = points.length;
    int free = cells - 1;
    while (from > 0 && width(points[from - 1]) <= free) {
      free -= width(points[--from]);
    }
    return "…" + new String(points, from, points.length - from);
  }

  /** With control characters shown: the name of a file must not steer the terminal. */
  static String printable(String text) {
    if (text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (c == '\t') {
                shown.append("\\t");
              } else if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
